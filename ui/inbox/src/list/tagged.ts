import type { Summary } from "@chatref/shared/inbox-wire"
import type { QueryClient } from "@tanstack/react-query"
import type { Listed } from "./correct.ts"

/** What is heard may come in many frames a second: the counts of a tag are asked for once in so long. */
const pause = 1_000
let planned: ReturnType<typeof setTimeout> | null = null

/** The counts of a tag are asked for again where one that has it, or had it, has changed. */
export const recount = (
  queries: QueryClient,
  news: readonly Summary[],
  heard: ReadonlyMap<string, Summary>,
): void => {
  const tags = queries
    .getQueryCache()
    .findAll({ queryKey: ["counts"], type: "active" })
    .map(({ queryKey }) => queryKey[1])
  if (planned || !tags.some(tag => isOf(tag, news, hadBefore(queries, heard)))) return
  planned = setTimeout(() => {
    planned = null
    void queries.invalidateQueries({ queryKey: ["counts"] })
  }, pause)
}

type Before = (conversation: string) => readonly (Summary | undefined)[]

const isOf = (tag: unknown, news: readonly Summary[], before: Before): boolean =>
  news.some(one => [one, ...before(one.conversation)].some(each => each?.tags.some(own => own === tag)))

/** As it was known until now: heard of, or in a list. */
const hadBefore = (queries: QueryClient, heard: ReadonlyMap<string, Summary>): Before => {
  const lists = queries
    .getQueriesData<Listed>({ queryKey: ["list"] })
    .flatMap(([, list]) => list?.summaries ?? [])
  return conversation => [heard.get(conversation), lists.find(each => each.conversation === conversation)]
}
