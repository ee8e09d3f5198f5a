import type { View } from "@chatref/shared/reducer"
import type { ThreadMail } from "@chatref/shared/served"
import type { SeenHint } from "@chatref/shared/wire"
import { useQuery } from "@tanstack/react-query"
import { client, conversationPath } from "../api.ts"
import { readAgain } from "../read-again.ts"
import { queries } from "../reads.ts"
import { lastAnswer, lastMail, lastPost } from "./fate.ts"

const soon = 10_000
const key = (conversation: string) => ["thread-mail", conversation]

/** What went by mail and what came, in a thread that has to do with it; read again with each answer and each mail. */
export const useThreadMail = (view: View) => {
  const conversation = view.conversation ?? ""
  const marks = [lastAnswer(view)?.number ?? null, lastMail(view), lastPost(view)]
  return useQuery({
    queryKey: [...key(conversation), ...marks],
    queryFn: () => client.get<ThreadMail>(`${conversationPath(conversation)}/mail`),
    enabled: marks.some(mark => mark !== null),
    placeholderData: (before, query) => (query?.queryKey[1] === conversation ? before : undefined),
    staleTime: 0,
    refetchInterval: ({ state }) => (state.data?.mailed.some(each => each.state === "due") ? soon : false),
  }).data
}

export const readThreadMailAgain = (conversation: string | null) =>
  conversation === null ? undefined : readAgain(queries, key(conversation))

export const hearSeen = ({ conversation, vseq, at }: SeenHint): void => {
  queries.setQueriesData<ThreadMail>(
    { queryKey: key(conversation) },
    known => known && { ...known, seen: { vseq, at } },
  )
}
