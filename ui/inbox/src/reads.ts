import { Refusal } from "@chatref/shared/client"
import type { Counts, Me, Summaries, Summary, TeamSnapshot, ViewName } from "@chatref/shared/inbox-wire"
import { QueryCache, QueryClient, queryOptions, useQuery } from "@tanstack/react-query"
import { client, conversationPath } from "./api.ts"
import { corrected, type Listed, sorted } from "./list/correct.ts"
import { recount } from "./list/tagged.ts"
import { go } from "./route.ts"
import { keep } from "./sending.ts"
import { refreshed, type Thread, withEarlier } from "./thread/state.ts"

export type Views = { change: number; counts: Counts }

const page = 200
const pause = 10_000
/** Whoever is open has to be in the list, or the order would lie; what is resolved is read page by page. */
const mostPages = 10

/** The query cache is the only store; the socket corrects what was read, so nothing is asked again by itself. */
export const queries = new QueryClient({
  queryCache: new QueryCache({ onError: error => leaveIfEnded(error) }),
  defaultOptions: {
    queries: {
      staleTime: Number.POSITIVE_INFINITY,
      refetchOnWindowFocus: false,
      retry: (failures, error) => !(error instanceof Refusal) && failures < 2,
    },
    mutations: { onError: error => leaveIfEnded(error) },
  },
})

/** What was read under these names is old; where it is shown, it is read again. */
export const refresh = (...names: string[]) =>
  Promise.all(names.map(name => queries.invalidateQueries({ queryKey: [name] })))

/** A session that ended leads to the sign-in and back to the same place. */
const leaveIfEnded = (error: unknown): void => {
  if (!(error instanceof Refusal) || error.status !== 401 || location.pathname === "/sign-in") return
  const ended = keep.get(wasHere) !== null
  queries.clear()
  go({ page: "sign-in", next: location.pathname + location.search, ended })
}

/** Set by a session; only who had one can have lost it. */
const wasHere = "chatref:was-here"

const readMe = async (): Promise<Me> => {
  const me = await client.get<Me>("/api/inbox/me")
  keep.set(wasHere, "yes")
  return me
}

export const forgetMe = (): void => {
  keep.remove(wasHere)
  queries.clear()
}

const me = queryOptions({ queryKey: ["me"], queryFn: readMe })
/** Nobody is here before they are read; where no page says that they were not, they are asked for again. */
const views = queryOptions({
  queryKey: ["views"],
  queryFn: () => client.get<Views>("/api/inbox/views"),
  refetchInterval: ({ state }) => state.status === "error" && pause,
})

/** The newest summary of each conversation heard of, for a read that was under way meanwhile. */
const heard = new Map<string, Summary>()

export const hearSummaries = (frame: Summaries): void => {
  recount(queries, frame.summaries, heard)
  for (const summary of frame.summaries) {
    if ((heard.get(summary.conversation)?.change ?? -1) < summary.change)
      heard.set(summary.conversation, summary)
  }
  queries.setQueriesData<Listed>({ queryKey: ["list"] }, list => list && toldUpTo(list, frame))
  queries.setQueryData<Views>(["views"], known => newerViews(known, frame))
  for (const summary of frame.summaries) {
    queries.setQueryData<Thread>(
      ["thread", summary.conversation],
      thread => thread && summarised(thread, summary),
    )
  }
}

const toldUpTo = (list: Listed, { change, summaries }: Summaries): Listed => {
  const told = corrected(list, summaries)
  return told.change < change ? { ...told, change } : told
}

const newerViews = (known: Views | undefined, frame: Summaries): Views =>
  known && known.change > frame.change ? known : { change: frame.change, counts: frame.counts }

const summarised = (thread: Thread, summary: Summary): Thread =>
  summary.change > thread.summary.change ? { ...thread, summary } : thread

const readPage = (view: ViewName, tag: string | null, before: number | null) => {
  const query = new URLSearchParams({
    view,
    limit: `${page}`,
    ...(tag !== null && { tag }),
    ...(before !== null && { before: `${before}` }),
  })
  return client.get<Summaries & { more: boolean }>(`/api/inbox/conversations?${query}`)
}

/** The server goes from the latest change backwards. */
const oldest = (summaries: readonly Summary[]) => Math.min(...summaries.map(({ change }) => change))

/** The number from which the socket has to tell, so that no list that was read misses anything. */
export const knownChange = (): number => {
  const lists = queries.getQueriesData<Listed>({ queryKey: ["list"] }).flatMap(([, list]) => list ?? [])
  return Math.min(viewsChange(), ...lists.map(({ change }) => change))
}

const viewsChange = (): number => queries.getQueryData<Views>(["views"])?.change ?? 0

/** A list that is older than the number the socket began from lacks what came in between: it is read again. */
const readFirstPage = async (view: ViewName, tag: string | null) => {
  let read = await readPage(view, tag, null)
  for (let again = 0; read.change < viewsChange() && again < 3; again++)
    read = await readPage(view, tag, null)
  return read
}

const readList = async (view: ViewName, tag: string | null): Promise<Listed> => {
  let { change, summaries, more } = await readFirstPage(view, tag)
  for (let count = 1; more && view !== "resolved" && count < mostPages; count++) {
    const next = await readPage(view, tag, oldest(summaries))
    summaries = [...summaries, ...next.summaries]
    more = next.more
  }
  const list = { view, tag, change, summaries: sorted(summaries, view), left: {}, more }
  return corrected(list, [...heard.values()])
}

export const readMore = async (view: ViewName, tag: string | null): Promise<void> => {
  const known = queries.getQueryData<Listed>(["list", view, tag])
  if (!known) return
  const { summaries, more } = await readPage(view, tag, oldest(known.summaries))
  queries.setQueryData<Listed>(["list", view, tag], list => list && { ...corrected(list, summaries), more })
}

const list = (view: ViewName, tag: string | null) =>
  queryOptions({ queryKey: ["list", view, tag], queryFn: () => readList(view, tag) })

const readThread = async (conversation: string): Promise<Thread> => {
  const snapshot = await client.get<TeamSnapshot>(conversationPath(conversation))
  return refreshed(queries.getQueryData<Thread>(["thread", conversation]), snapshot)
}

const thread = (conversation: string) =>
  queryOptions({
    queryKey: ["thread", conversation],
    queryFn: () => readThread(conversation),
    gcTime: 60_000,
  })

export const readEarlier = async (conversation: string): Promise<void> => {
  const known = queries.getQueryData<Thread>(["thread", conversation])
  const first = known?.view.items[0]?.number
  if (!first) return
  const read = await client.get<TeamSnapshot>(`${conversationPath(conversation)}?before=${first}`)
  changeThread(conversation, now => withEarlier(now, read.events, read.more))
}

export const changeThread = (conversation: string, change: (thread: Thread) => Thread): void => {
  queries.setQueryData<Thread>(["thread", conversation], known => known && change(known))
}

export const useMe = () => useQuery(me)
export const useViews = () => useQuery(views)
export const useList = (view: ViewName, tag: string | null = null) => useQuery(list(view, tag))

/** How many stand in each view; with a tag, of those that have it. */
export const useCounts = (tag: string | null): Counts | undefined => {
  const whole = useViews().data?.counts
  const tagged = useQuery({
    queryKey: ["counts", tag],
    queryFn: async () =>
      (await client.get<Views>(`/api/inbox/views?${new URLSearchParams({ tag: tag ?? "" })}`)).counts,
    enabled: tag !== null,
    staleTime: 0,
    gcTime: 0,
  }).data
  return tag === null ? whole : tagged
}
export const useThread = (conversation: string) => useQuery(thread(conversation))
