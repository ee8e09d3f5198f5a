import { useMutation } from "@tanstack/react-query"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { There } from "../parts/there.tsx"
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
