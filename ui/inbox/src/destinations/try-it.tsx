import { ArrowUpRight } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { readDestinationsAgain, test } from "./reads.ts"
import { destinationsStrings } from "./strings.ts"
import type { Destination } from "./wire.ts"

const words = destinationsStrings.test

/** A test message, and what came of it; null is what is not saved as it stands. */
export function TryIt({ destination }: { destination: Destination | null }) {
  const testing = useMutation({
    mutationFn: () => test(destination?.id ?? ""),
    onSuccess: readDestinationsAgain,
    onError: error => say(reasonOf(error)),
  })
  const told = testing.data
  return (
    <OwnerPart title={words.title} text={words.text}>
      <div className="try-it">
        <Button disabled={!destination || testing.isPending} onClick={() => testing.mutate()}>
          {testing.isPending ? words.sending : words.send}
        </Button>
        <p role="status" data-arrived={told?.arrived}>
          {!destination && words.first}
          {destination && told && (told.arrived ? words.arrived : words.failed(told.why))}
          {destination && told?.address && <There address={told.address} words={words.open} />}
        </p>
      </div>
    </OwnerPart>
  )
}

/** An address that the far side named: only one of the web is led to. */
export const There = ({ address, words }: { address: string; words: string }) =>
  /^https?:\/\//.test(address) ? (
    <a className="there" href={address} target="_blank" rel="noopener noreferrer">
      {words}
      <Icon of={ArrowUpRight} size={13} />
    </a>
  ) : null
