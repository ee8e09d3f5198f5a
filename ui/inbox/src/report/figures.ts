import type { Column } from "./asked.ts"
import type { Group } from "./wire.ts"

/** How a handoff ended: together all of them. In the order of the bar. */
export const outcomes = [
  "handoffs_answered",
  "handoffs_assistant_answered",
  "handoffs_elsewhere",
  "handoffs_withdrawn",
  "handoffs_assumed",
  "handoffs_abandoned",
  "handoffs_spam",
  "handoffs_duplicate",
  "handoffs_erased",
  "handoffs_open",
] as const

/** Could the assistant have done it? First the two that say yes. */
export const lessons = [
  "lesson_content_missing",
  "lesson_needless",
  "lesson_needed_sooner",
  "lesson_person_needed",
  "lesson_none",
] as const

/** How far the steps of its playbook were ticked. */
export const steps = ["playbook_done", "playbook_some", "playbook_untouched", "playbook_none"] as const

/** The honest numbers on top: each for itself. */
export const endings = [
  "episodes_confirmed",
  "episodes_assumed",
  "episodes_abandoned",
  "episodes_reopened",
  "episodes_handed_off",
] as const

export type Figure =
  | "handoffs"
  | "first_answered"
  | "first_waiting"
  | "first_unanswered"
  | "first_missed"
  | `alone_${"confirmed" | "assumed" | "abandoned" | "reopened"}`
  | (typeof outcomes)[number]
  | (typeof lessons)[number]
  | (typeof steps)[number]
  | (typeof endings)[number]

/** What is not told is 0. */
export const count = ({ figures }: Group, figure: Figure): number => figures[figure] ?? 0

/** Under this many a share says less than the number itself. */
const fewest = 20

/** Whole percent, or nothing where a percentage would claim more than is known. */
export const share = (part: number, whole: number): number | null =>
  whole < fewest ? null : Math.round((100 * part) / whole)

const minute = 60
const hour = 60 * minute
const day = 24 * hour

/** “40 s”, “12 min”, “3 h 5 min”, “2 d 4 h”: two units at most, the smaller only where it says something. */
export const spell = (seconds: number): string => {
  if (Math.round(seconds) < minute) return `${Math.round(seconds)} s`
  const minutes = Math.round(seconds / minute) * minute
  if (minutes < hour) return `${minutes / minute} min`
  if (minutes < day) return pair(minutes, hour, "h", minute, "min")
  return pair(Math.round(minutes / hour) * hour, day, "d", hour, "h")
}

const pair = (seconds: number, large: number, larger: string, small: number, smaller: string): string => {
  const rest = Math.floor((seconds % large) / small)
  return `${Math.floor(seconds / large)} ${larger}${rest ? ` ${rest} ${smaller}` : ""}`
}

/** What a column is ordered by: the largest stands first. */
const weights: Record<Exclude<Column, "name">, (group: Group) => number> = {
  handoffs: group => count(group, "handoffs"),
  outcome: group => count(group, "handoffs_answered"),
  first: ({ first_wait }) => first_wait.median ?? -1,
  waiting: group => count(group, "first_waiting"),
  steps: group => count(group, "playbook_done"),
  lesson: group => count(group, "lesson_content_missing") + count(group, "lesson_needless"),
}

/** Names go by the alphabet, and so do groups that are otherwise the same. */
export const sorted = (
  groups: readonly Group[],
  column: Column,
  turned: boolean,
  nameOf: (group: Group) => string,
): Group[] => {
  const byName = (one: Group, other: Group) => nameOf(one).localeCompare(nameOf(other))
  const order = (one: Group, other: Group) =>
    column === "name" ? byName(one, other) : weights[column](other) - weights[column](one)
  const found = [...groups].sort((one, other) => order(one, other) || byName(one, other))
  return turned ? found.reverse() : found
}

export type Piece = { figure: Figure; count: number }

/** What there is of these figures, in their order. */
export const pieces = (group: Group, order: readonly Figure[]): Piece[] =>
  order.map(figure => ({ figure, count: count(group, figure) })).filter(({ count }) => count > 0)
