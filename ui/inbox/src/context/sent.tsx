import "./sent.css"
import type { Item } from "@chatref/shared/reducer"
import type { DeliveriesView, DeliveryView } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client, conversationPath } from "../api.ts"
import { There } from "../parts/there.tsx"
import { Ago } from "../parts/time.tsx"
import { nextTry, Tries } from "../parts/tries.tsx"
import type { Thread } from "../thread/state.ts"
import { Part } from "./part.tsx"
import { sentStrings as words } from "./sent-strings.ts"

const soon = 10_000

/** Read again with each stage of the case, each detail and lead, and while something is on its way. */
const useSent = ({ summary: { conversation, stage }, handoff, details, view }: Thread) =>
  useQuery({
    queryKey: [
      "sent",
      conversation,
      handoff?.id,
      stage,
      details.map(({ value }) => value),
      leadsIn(view.items),
    ],
    queryFn: async () =>
      (await client.get<DeliveriesView>(`${conversationPath(conversation)}/deliveries`)).deliveries,
    enabled: handoff !== null || details.length > 0,
    placeholderData: (before, query) => (query?.queryKey[1] === conversation ? before : undefined),
    staleTime: 0,
    refetchInterval: query => (query.state.data?.some(({ state }) => state === "due") ? soon : false),
  })

const leadsIn = (items: readonly Item[]) =>
  items.filter(item => item.type === "change" && item.event.kind === "lead_noted").length

/** Where the case or a lead went besides the inbox, whether it arrived, and what followed it there. */
export function Sent({ thread }: { thread: Thread }) {
  const sent = useSent(thread).data
  if (!sent?.length) return null
  return (
    <Part title={words.title}>
      <ul className="sent-list">
        {sent
          .filter(({ follows }) => !follows)
          .map(each => (
            <li key={each.id} data-state={each.state}>
              <Way of={each} name={each.name} />
              <Later of={each} all={sent} />
            </li>
          ))}
      </ul>
    </Part>
  )
}

function Way({ of, name, behind = false }: { of: DeliveryView; name: string; behind?: boolean }) {
  const { state, why, due_at, ended_at, address, reference } = of
  return (
    <>
      <span className="sent-name">{name}</span>
      <span className="sent-state">
        {words.states[state] ?? state} {state === "delivered" && ended_at && <Ago at={ended_at} />}
        {behind && words.behind}
      </span>
      {!of.follows && address && (
        <p>
          <There address={address} words={reference || words.open} />
        </p>
      )}
      {why && state !== "delivered" && <p>{why}</p>}
      {due_at && !behind && of.tries.length > 0 && <p>{nextTry(due_at)}</p>}
      {(state !== "delivered" || of.tries.length > 1) && <Tries of={of} />}
    </>
  )
}

/** In the order in which they go, each behind the one before. */
function Later({ of, all }: { of: DeliveryView; all: DeliveryView[] }) {
  const later = all.filter(({ follows }) => follows === of.id)
  if (!later.length) return null
  return (
    <ul className="sent-later">
      {later.map(each => (
        <li key={each.id} data-state={each.state}>
          <Way of={each} name={words.later} behind={each.state === "due" && of.state === "due"} />
        </li>
      ))}
    </ul>
  )
}
