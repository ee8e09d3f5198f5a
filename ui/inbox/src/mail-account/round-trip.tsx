import { CircleAlert, CircleCheck, Clock } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { reasonOf } from "../api.ts"
import { useNow } from "../now.ts"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { replyWay, type Trip, tripOf } from "./draft.ts"
import { readMailAccountAgain, test } from "./reads.ts"
import { mailAccountStrings } from "./strings.ts"
import type { Held } from "./wire.ts"

const words = mailAccountStrings.test

/** A mail that goes the whole way, and how far it has come. */
export function RoundTrip({ held, changed }: { held: Held; changed: boolean }) {
  const now = useNow(1_000)
  const testing = useMutation({
    mutationFn: test,
    onSuccess: readMailAccountAgain,
    onError: error => say(reasonOf(error)),
  })
  const ready = !changed && held.on
  const trip = testing.isPending || !ready ? null : tripOf(held, now)
  return (
    <OwnerPart title={words.title} text={words.text}>
      <Button
        disabled={!ready || testing.isPending || trip?.at === "under way"}
        onClick={() => testing.mutate()}
      >
        {testing.isPending ? words.sending : words.send}
      </Button>
      <div role="status" className="mail-trip">
        {!ready && <p className="owner-text">{words.first}</p>}
        {trip && <Told trip={trip} held={held} />}
      </div>
    </OwnerPart>
  )
}

const icons = {
  failed: CircleAlert,
  late: CircleAlert,
  "under way": Clock,
  sent: CircleCheck,
  back: CircleCheck,
}

const Told = ({ trip, held }: { trip: Trip; held: Held }) => (
  <p data-at={trip.at}>
    <Icon of={icons[trip.at]} size={16} />
    <span>{told(trip, held)}</span>
  </p>
)

const told = (trip: Trip, held: Held): string => {
  switch (trip.at) {
    case "failed":
      return words.failed(trip.why)
    case "under way":
      return words.under(trip.seconds)
    case "back":
      return words.back(trip.seconds)
    case "sent":
      return words.nobody
    case "late":
      return `${words.late} ${held.receiving?.why ?? whyLate(held)}`
    default:
      return trip satisfies never
  }
}

const whyLate = ({ way_in, reply }: Held): string => {
  if (way_in === "webhook") return words.lateHooked
  return replyWay(reply) === "any" ? words.lateAny : words.latePlus
}
