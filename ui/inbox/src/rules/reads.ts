import type { ReadyMadeSets, RuleBookSaved, RuleBookVersions } from "@chatref/shared/served"
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { client } from "../api.ts"
import { queries } from "../reads.ts"
import type { Days, Run } from "./before.ts"
import type { Book, BookView, Checked, Simulated, Then, Tried } from "./wire.ts"

const rules = "/api/admin/rules"
const pause = 250
const halfHour = 1_800_000
const most = 2_000

/** Kept apart from what the first run lists: this is what is edited. */
export const useBook = () =>
  useQuery({ queryKey: ["rule-book"], queryFn: () => client.get<BookView>(rules), staleTime: 0 })

export const useVersions = () =>
  useQuery({
    queryKey: ["rule-versions"],
    queryFn: async () => (await client.get<RuleBookVersions>(`${rules}/versions`)).versions,
    staleTime: 0,
  })

export const useVersion = (version: number | null) =>
  useQuery({
    queryKey: ["rule-version", version],
    queryFn: () => client.get<Then>(`${rules}/versions/${version}`),
    enabled: version !== null,
  })

export const useReadyMade = (wanted: boolean) =>
  useQuery({
    queryKey: ["rules-ready"],
    queryFn: async () => (await client.get<ReadyMadeSets>(`${rules}/ready`)).sets,
    enabled: wanted,
  })

/** What the server makes of a draft: sentences and findings, a moment after the last key. */
export const useChecked = (book: Book) => {
  const text = useSettled(JSON.stringify(book))
  return useQuery({
    queryKey: ["rules-checked", text],
    queryFn: () => client.post<Checked>(`${rules}/check`, JSON.parse(text)),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
  })
}

const useSettled = (value: string): string => {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pause)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}

export const save = (book: Book, basedOn: number): Promise<RuleBookSaved> =>
  client.put(rules, { ...book, based_on: basedOn })

export const tryOut = (book: Book, said: readonly string[], site: string | null): Promise<Tried> =>
  client.post(`${rules}/try`, {
    rules: book,
    messages: said.map(text => ({ who: "visitor", text })),
    site,
  })

export const simulate = async (book: Book, days: Days): Promise<Run> => {
  const found = await client.post<Simulated>(`${rules}/simulate`, { rules: book, days, most })
  return { days, most, book: JSON.stringify(book), found }
}

const ran = ["rules-simulated"]

/** What was tried last: it is still there when one comes back from a thread. */
export const useRun = () => useQuery<Run>({ queryKey: ran, queryFn: skipToken, gcTime: halfHour }).data
export const keepRun = (run: Run) => queries.setQueryData(ran, run)

/** After a save, and where somebody else's save was met. */
export const readRulesAgain = () =>
  Promise.all(
    ["rule-book", "rule-versions", "rules"].map(key => queries.invalidateQueries({ queryKey: [key] })),
  )
