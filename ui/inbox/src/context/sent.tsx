import type { DeliveriesView, DeliveryView } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client, conversationPath } from "../api.ts"
import { There } from "../parts/there.tsx"
import { Ago } from "../parts/time.tsx"
import { strings } from "../strings.ts"
import type { Thread } from "../thread/state.ts"
import { Part } from "./part.tsx"

const words = strings.context.sent
const soon = 10_000

/** Read again with each stage of the case, and while something is on its way. */
const useSent = ({ summary: { conversation, stage }, handoff }: Thread) =>
  useQuery({
    queryKey: ["sent", conversation, handoff?.id, stage],
    queryFn: async () =>
      (await client.get<DeliveriesView>(`${conversationPath(conversation)}/deliveries`)).deliveries,
    enabled: handoff !== null,
    placeholderData: (before, query) => (query?.queryKey[1] === conversation ? before : undefined),
    staleTime: 0,
    refetchInterval: query => (query.state.data?.some(({ state }) => state === "due") ? soon : false),
  })

/** Where the case went besides the inbox, and whether it arrived. */
export function Sent({ thread }: { thread: Thread }) {
  const sent = useSent(thread).data
  if (!thread.handoff || !sent?.length) return null
  return (
    <Part title={words.title}>
      <ul className="sent-list">
        {sent.map(each => (
          <li key={each.id} data-state={each.state}>
            <strong>{each.name}</strong>
            <span>
              {stateOf(each)} {each.state === "delivered" && each.ended_at && <Ago at={each.ended_at} />}
            </span>
            {each.why && each.state !== "delivered" && <p>{each.why}</p>}
            {each.address && <There address={each.address} words={each.reference || words.open} />}
          </li>
        ))}
      </ul>
    </Part>
  )
}

const stateOf = ({ state }: DeliveryView): string => words.states[state] ?? state
