import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { sentStrings } from "../context/sent-strings.ts"
import { Button } from "../parts/button.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Bar } from "../parts/states.tsx"
import { There } from "../parts/there.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { nextTry, Tries } from "../parts/tries.tsx"
import type { Route } from "../route.ts"
import { strings } from "../strings.ts"
import { again, allAgain, readDestinationsAgain, type Shown, useDeliveries } from "./reads.ts"
import { destinationsStrings } from "./strings.ts"
import type { Delivery, Destination } from "./wire.ts"

const words = destinationsStrings.log
const states = Object.keys(words.states) as Shown[]

/** What went there, newest first: what did not arrive can be sent again. */
export function Log({ of }: { of: Destination }) {
  const [state, show] = useState<Shown>("dead")
  const counts = { dead: of.dead, due: of.due, delivered: of.delivered }
  return (
    <OwnerPart title={words.title}>
      <div className="log-head">
        <fieldset className="segments">
          <legend className="visually-hidden">{words.title}</legend>
          {states.map(each => (
            <button key={each} type="button" aria-pressed={each === state} onClick={() => show(each)}>
              {words.states[each]} <span className="figures">{counts[each]}</span>
            </button>
          ))}
        </fieldset>
        {state === "dead" && of.dead > 1 && <AllAgain of={of} />}
      </div>
      <Deliveries key={state} destination={of.id} state={state} />
    </OwnerPart>
  )
}

const useAgain = (send: () => ReturnType<typeof again>) =>
  useMutation({
    mutationFn: send,
    onSuccess: async ({ again }) => {
      say(words.sent(again))
      await readDestinationsAgain()
    },
    onError: error => say(reasonOf(error)),
  })

function AllAgain({ of }: { of: Destination }) {
  const sending = useAgain(() => allAgain(of.id))
  return (
    <Button small disabled={sending.isPending} onClick={() => sending.mutate()}>
      {words.allAgain(of.dead)}
    </Button>
  )
}

function Deliveries({ destination, state }: { destination: string; state: Shown }) {
  const found = useDeliveries(destination, state)
  if (found.isError && !found.data) return <p className="owner-text">{strings.failed.title}</p>
  if (!found.data) return <Bar width="60%" />
  if (!found.data.length) return <p className="owner-text">{words.none[state]}</p>
  return (
    <ul>
      {found.data.map(each => (
        <Row key={each.id} of={each} />
      ))}
    </ul>
  )
}

function Row({ of }: { of: Delivery }) {
  const sending = useAgain(() => again(of.id))
  const to: Route = { page: "inbox", view: "needs_person", conversation: of.conversation }
  return (
    <li className="delivery">
      <p>
        <To to={to}>{words.open}</To>
        <span>
          <Ago at={of.ended_at ?? of.made_at} />
        </span>
        {of.follows && <span>{sentStrings.later}</span>}
        {of.why && <b>{of.why}</b>}
        {of.due_at && <span>{nextTry(of.due_at)}</span>}
        {of.reference && <code>{of.reference}</code>}
        {of.address && <There address={of.address} words={words.there} />}
      </p>
      {of.state === "dead" && (
        <Button small disabled={sending.isPending} onClick={() => sending.mutate()}>
          {words.again}
        </Button>
      )}
      <Tries of={of} />
    </li>
  )
}
