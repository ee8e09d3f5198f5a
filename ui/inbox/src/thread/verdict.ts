import type { View } from "@chatref/shared/reducer"

/** One test of a rule: what was measured, against its limit. */
export type Judged = { test: string; value: string; limit: string; fired: boolean }
export type JudgedRule = { rule: string; fired: boolean; tests: Judged[] }

type Trace = { rules: { rule: string; fired: boolean; tests: Judged[] }[]; always: Judged[] }

/** What the rules decided last, as it was recorded: the one that fired first, then those that did not. */
export const verdictOf = (view: View, always: string): JudgedRule[] => {
  const trace = lastTrace(view)
  if (!trace) return []
  const causes = { rule: always, fired: trace.always.some(each => each.fired), tests: trace.always }
  const rules = [...trace.rules, causes].filter(each => each.tests.length > 0)
  return rules.map(worded).sort((one, other) => Number(other.fired) - Number(one.fired))
}

const lastTrace = (view: View): Trace | null => {
  const escalating = view.items.findLast(
    item => item.type === "change" && item.event.kind === "verdict_reached" && item.event.escalates === true,
  )
  if (escalating?.type !== "change" || !("trace" in escalating.event)) return null
  const text = String(escalating.event.trace ?? "")
  return text.startsWith("{") ? (JSON.parse(text) as Trace) : null // erased ones are empty
}

const worded = ({ rule, fired, tests }: JudgedRule): JudgedRule => ({
  rule,
  fired,
  tests: tests.map(each => ({ ...each, value: words(each.value), limit: words(each.limit) })),
})

const words = (value: unknown): string => (Array.isArray(value) ? value.join(", ") : String(value ?? "–"))
