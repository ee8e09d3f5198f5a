import type { ReadyMadeSets, RuleBookSaved, RuleBookVersions } from "@chatref/shared/served"
import { keepPreviousData, queryOptions, skipToken, useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { useSettled } from "../parts/use-settled.ts"
import { queries, refresh } from "../reads.ts"
import { type Days, keyOf, type Run, wholeLines } from "./before.ts"
import type { Book, BookView, Checked, Simulated, Then, Tried } from "./wire.ts"

const rules = "/api/admin/rules"
const halfHour = 1_800_000
const most = 2_000

/** Kept apart from what the first run lists: this is what is edited. */
const book = queryOptions({
  queryKey: ["rule-book"],
  queryFn: () => client.get<BookView>(rules),
  staleTime: 0,
})

export const useBook = () => useQuery(book)
export const bookNow = (): Promise<BookView> => queries.fetchQuery(book)

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

export const save = (book: Book, basedOn: number): Promise<RuleBookSaved> =>
  client.put(rules, { ...book, based_on: basedOn })

export const tryOut = (book: Book, said: readonly string[], site: string | null): Promise<Tried> =>
  client.post(`${rules}/try`, {
    rules: book,
    messages: said.map(text => ({ who: "visitor", text })),
    site,
  })

export type Way = { done: number; of: number }

/** Told line by line, so that one sees how much is left. */
export const simulate = async (book: Book, days: Days, tell: (way: Way) => void): Promise<Run> => {
  const asked = { rules: book, days, most }
  let found: Simulated | null = null
  for await (const line of linesOf(`${rules}/simulate/told`, asked)) {
    const step = JSON.parse(line) as Way & { found: Simulated | null }
    tell({ done: step.done, of: step.of })
    found = step.found ?? found
  }
  found ??= await client.post<Simulated>(`${rules}/simulate`, asked)
  return { days, most, book: JSON.stringify(book), found }
}

/** What is refused, or cut off, is asked for once more as a whole, and says why in its answer. */
async function* linesOf(path: string, body: unknown): AsyncGenerator<string> {
  const headers = { "Content-Type": "application/json", "X-Chatref": "1" }
  const answer = await fetch(path, { method: "POST", headers, body: JSON.stringify(body) }).catch(() => null)
  if (!answer?.ok || !answer.body) return
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader()
  let held = ""
  for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
    const [whole, rest] = wholeLines(held + piece.value)
    held = rest
    yield* whole
  }
}

/** The next page of conversations that change, of the same draft over the same days. */
export const simulateOn = async ({ book, days, most, found }: Run): Promise<Run> => {
  const asked = { rules: JSON.parse(book) as Book, days, most, after: found.shown.length }
  const next = await client.post<Simulated>(`${rules}/simulate`, asked)
  const known = new Set(found.shown.map(keyOf))
  const more = next.shown.filter(each => !known.has(keyOf(each)))
  return { book, days, most, found: { ...found, shown: [...found.shown, ...more] } }
}

const ran = ["rules-simulated"]

/** What was tried last: it is still there when one comes back from a thread. */
export const useRun = () => useQuery<Run>({ queryKey: ran, queryFn: skipToken, gcTime: halfHour }).data
export const keepRun = (run: Run) => queries.setQueryData(ran, run)

/** After a save, and where somebody else's save was met. */
export const readRulesAgain = () => refresh("rule-book", "rule-versions", "rules")
