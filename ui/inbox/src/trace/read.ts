import type { View } from "@chatref/shared/reducer"

/** One test of a rule: what was measured, against its limit. */
export type Judged = { test: string; value: string; limit: string; fired: boolean }

/** What became of a rule: it decided; it held, but another came first; it held, but had led to a handoff already. */
export const fates = ["decided", "held", "silenced", "off", "elsewhere", "not"] as const
export type Fate = (typeof fates)[number]

export type JudgedRule = { rule: string; fate: Fate; tests: Judged[] }

export type Stored = {
  version?: number
  moment?: string
  decided?: { cause: string; rule: string | null; why: string } | null
  rules: {
    rule: string
    fired: boolean
    held?: boolean
    silenced?: boolean
    off?: boolean
    elsewhere?: boolean
    tests: Judged[]
  }[]
  always: Judged[]
}

/** The record of a verdict as it was stored; one that was erased is empty. */
export const recordIn = (trace: unknown): Stored | null =>
  typeof trace === "string" && trace.startsWith("{") ? (JSON.parse(trace) as Stored) : null

/** Every rule with what became of it, in the order of their priority; what is always on comes last. */
export const judgedIn = (record: Stored, always: string): JudgedRule[] => {
  const causes = record.always.map(worded)
  const rules = record.rules.map(rule => ({
    rule: rule.rule,
    fate: fateOf(rule),
    tests: rule.tests.map(worded),
  }))
  if (!causes.length) return rules
  const decided = causes.some(({ fired }) => fired) && !rules.some(({ fate }) => fate === "decided")
  return [...rules, { rule: always, fate: decided ? "decided" : "not", tests: causes }]
}

const fateOf = ({ fired, held, silenced, off, elsewhere }: Stored["rules"][number]): Fate => {
  if (fired) return "decided"
  if (off) return "off"
  if (elsewhere) return "elsewhere"
  if (held && silenced) return "silenced"
  return held ? "held" : "not"
}

const worded = ({ test, value, limit, fired }: Judged): Judged => ({
  test,
  value: words(value),
  limit: words(limit),
  fired,
})

const words = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value ?? "–"))

/** What the rules decided last when it came to a person. */
export const handoverIn = (view: View): Stored | null => {
  const last = view.items.findLast(item => verdictOf(item)?.escalates === true)
  return last ? recordIn(verdictOf(last)?.trace) : null
}

/** What the rules said of an answer: it was written down with it, just before it. */
export const answerIn = (view: View, answer: number): Stored | null => recordIn(before(view, answer)?.trace)

export const isJudged = (view: View, answer: number): boolean => Boolean(before(view, answer)?.trace)

const before = (view: View, number: number): Verdict | null => {
  const item = view.items.findLast(item => item.number === number - 1)
  return item ? verdictOf(item) : null
}

type Verdict = { trace?: unknown; escalates?: unknown }

const verdictOf = (item: View["items"][number]): Verdict | null =>
  item.type === "change" && item.event.kind === "verdict_reached" ? (item.event as Verdict) : null
