import type { RuleView, SiteRow, Source, Tried } from "@chatref/shared/inbox-wire"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { refresh } from "../reads.ts"

const soon = 1_000
const seldom = 5_000
const starting = 10_000

const isLearning = (source: Source) => source.state === "new" || source.state === "learning"

let begun = 0

/** Learning begins by itself a moment after it was asked for: until then the old state would stand. */
export const learningBegins = () => {
  begun = Date.now()
  return refresh("sources")
}

/** Read again quickly while something is learned, so that its progress is seen. */
export const useSources = () =>
  useQuery({
    queryKey: ["sources"],
    queryFn: async () => (await client.get<{ sources: Source[] }>("/api/admin/sources")).sources,
    staleTime: 0,
    refetchInterval: query =>
      query.state.data?.some(isLearning) || Date.now() - begun < starting ? soon : false,
  })

/** Read again now and then until the widget was seen somewhere. */
export const useSites = () =>
  useQuery({
    queryKey: ["sites"],
    queryFn: async () => (await client.get<{ sites: SiteRow[] }>("/api/admin/sites")).sites,
    staleTime: 0,
    refetchInterval: query => (query.state.data?.some(site => !site.seen_at) ? seldom : false),
  })

/** What the assistant says to a question, as a visitor would hear it; asked once. */
export const useAnswer = (question: string) =>
  useQuery({
    queryKey: ["tried", question],
    queryFn: () => client.post<Tried>("/api/admin/try", { question }),
  })

export const useRules = () =>
  useQuery({
    queryKey: ["rules"],
    queryFn: async () => (await client.get<{ rules: RuleView[] }>("/api/admin/rules")).rules,
    staleTime: 0,
  })
