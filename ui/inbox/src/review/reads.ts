import type { Lesson } from "@chatref/shared/inbox-wire"
import { useQuery } from "@tanstack/react-query"
import { client, command, conversationPath } from "../api.ts"
import type { Correction, Corrections, Proposed } from "../learning/wire.ts"
import { readAgain } from "../read-again.ts"
import { queries } from "../reads.ts"

export const review = (conversation: string, handoff: string, lesson: Lesson) =>
  command(conversation, { kind: "review", handoff, lesson, note: "" })

/** What was proposed after the handoffs of this conversation. */
export const useProposals = (conversation: string, wanted: boolean) =>
  useQuery({
    queryKey: ["corrections", conversation],
    queryFn: async () =>
      (
        await client.get<Corrections>(
          `/api/insights/corrections?conversation=${encodeURIComponent(conversation)}`,
        )
      ).corrections,
    enabled: wanted,
  })

export const propose = (conversation: string, proposed: Proposed): Promise<Correction> =>
  client.post(`${conversationPath(conversation)}/corrections`, proposed)

export const readProposalsAgain = () => readAgain(queries, ["corrections"])
