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
  /** How many more rules there were, that did not hold. */
  left_out?: number
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
const recordIn = (trace: unknown): Stored | null =>
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

/** Where a verdict is written down: the number of its event, and what the event itself says of it. */
export type Place = { seq: number; stored: Stored | null }

/** What the rules decided last when it came to a person. */
export const handoverIn = (view: View): Place | null => {
  const last = view.items.findLast(item => verdictOf(item)?.escalates === true)
  return last ? placeOf(last) : null
}

/** What the rules said of an answer: it was written down with it, just before it. */
export const answerIn = (view: View, answer: number): Place | null => {
  const item = view.items.findLast(item => item.number === answer - 1)
  return item && verdictOf(item) ? placeOf(item) : null
}

const placeOf = (item: View["items"][number]): Place | null => {
  const stored = recordIn(verdictOf(item)?.trace)
  return stored ? { seq: item.number, stored } : null
}

type Verdict = { trace?: unknown; escalates?: unknown }

const verdictOf = (item: View["items"][number]): Verdict | null =>
  item.type === "change" && item.event.kind === "verdict_reached" ? (item.event as Verdict) : null
