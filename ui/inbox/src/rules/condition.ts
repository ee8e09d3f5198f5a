/** A condition as it is stored: one test, or one of all, any and not around others. */
export type Condition = Readonly<Record<string, unknown>>
export type Join = "all" | "any"

/** What an owner sees of a condition: a group or a test, each perhaps turned round. `inner` is without its not. */
export type Seen =
  | { type: "group"; negated: boolean; join: Join; inner: Condition; parts: Condition[] }
  | { type: "test"; negated: boolean; key: string; value: unknown; inner: Condition }

export const seen = (condition: Condition, negated = false): Seen => {
  const [key = "", value] = Object.entries(condition)[0] ?? []
  if (key === "not" && isCondition(value)) return seen(value, !negated)
  if (key === "all" || key === "any") {
    const parts = Array.isArray(value) ? value.filter(isCondition) : []
    return { type: "group", negated, join: key, inner: condition, parts }
  }
  return { type: "test", negated, key, value, inner: condition }
}

const isCondition = (value: unknown): value is Condition =>
  typeof value === "object" && value !== null && !Array.isArray(value)

export const turned = (inner: Condition, negated: boolean): Condition => (negated ? { not: inner } : inner)

export const group = (join: Join, parts: readonly Condition[]): Condition => ({ [join]: parts })

/** The outermost is always shown as a group, so that a second test has somewhere to go. */
export const asGroup = (condition: Condition): Condition =>
  seen(condition).type === "group" ? condition : group("all", [condition])

/** How many `not` stand before what is seen; the server names them in the place of an error. */
export const placeOf = (condition: Condition, at: string): string => {
  const [key, value] = Object.entries(condition)[0] ?? []
  return key === "not" && isCondition(value) ? placeOf(value, `${at}.not`) : at
}

export const replaced = <T>(list: readonly T[], at: number, by: T): T[] =>
  list.map((each, index) => (index === at ? by : each))

export const without = <T>(list: readonly T[], at: number): T[] => list.filter((_, index) => index !== at)

export const moved = <T>(list: readonly T[], from: number, to: number): T[] => {
  const taken = list[from]
  if (taken === undefined || to < 0 || to >= list.length) return [...list]
  const rest = without(list, from)
  return [...rest.slice(0, to), taken, ...rest.slice(to)]
}

/** The parts of a group in its own place, where its parent joins in the same way or it has only one. */
export const unwrapped = (parts: readonly Condition[], at: number): Condition[] => {
  const inside = seen(parts[at] ?? {})
  if (inside.type !== "group" || inside.negated) return [...parts]
  return [...parts.slice(0, at), ...inside.parts, ...parts.slice(at + 1)]
}
