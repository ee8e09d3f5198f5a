import type { Figure, ReportGroup } from "@chatref/shared/served"
import type { Column } from "./asked.ts"
import { stepOf } from "./words.ts"

/** How a handoff ended: together all of them. Of those answered it is said whether it held. In the order of the bar. */
export const outcomes = [
  "handoffs_solved",
  "handoffs_too_early",
  "handoffs_came_back",
  "handoffs_assistant_answered",
  "handoffs_elsewhere",
  "handoffs_withdrawn",
  "handoffs_assumed",
  "handoffs_abandoned",
  "handoffs_spam",
  "handoffs_duplicate",
  "handoffs_erased",
  "handoffs_open",
] as const satisfies readonly Figure[]

/** Could the assistant have done it? First the two that say yes. */
export const lessons = [
  "lesson_content_missing",
  "lesson_needless",
  "lesson_needed_sooner",
  "lesson_person_needed",
  "lesson_none",
] as const satisfies readonly Figure[]

/** How far the steps of its playbook were ticked. */
export const steps = [
  "playbook_done",
  "playbook_some",
  "playbook_untouched",
  "playbook_none",
] as const satisfies readonly Figure[]

/** The honest numbers on top: each for itself. */
export const endings = [
  "episodes_confirmed",
  "episodes_assumed",
  "episodes_abandoned",
  "episodes_reopened",
  "episodes_handed_off",
] as const satisfies readonly Figure[]

/** Everything that becomes of a conversation's episode: together all of them. */
export const everyEnding = [
  "episodes_confirmed",
  "episodes_denied",
  "episodes_closed",
  "episodes_assumed",
  "episodes_abandoned",
  "episodes_reopened",
  "episodes_elsewhere",
  "episodes_withdrawn",
  "episodes_set_aside",
  "episodes_going_on",
] as const satisfies readonly Figure[]

/** The same of those in which there was no handoff. */
export const everyEndingAlone = [
  "alone_confirmed",
  "alone_denied",
  "alone_closed",
  "alone_assumed",
  "alone_abandoned",
  "alone_reopened",
  "alone_elsewhere",
  "alone_withdrawn",
  "alone_set_aside",
  "alone_going_on",
] as const satisfies readonly Figure[]

export const ratings = [
  "rated_good",
  "rated_middling",
  "rated_bad",
  "rated_none",
] as const satisfies readonly Figure[]
export const content = ["assistant_found", "assistant_not_found"] as const satisfies readonly Figure[]

/** What is not told is 0. */
export const count = ({ figures }: ReportGroup, figure: Figure): number => figures[figure] ?? 0

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
const weights: Record<Exclude<Column, "name">, (group: ReportGroup) => number> = {
  handoffs: group => count(group, "handoffs"),
  outcome: group => count(group, "handoffs_solved"),
  first: ({ first_wait }) => first_wait.median ?? -1,
  waiting: group => count(group, "first_waiting"),
  steps: group => count(group, "playbook_done"),
  lesson: group => count(group, "lesson_content_missing") + count(group, "lesson_needless"),
}

/** Names go by the alphabet, and so do groups that are otherwise the same. */
export const sorted = (
  groups: readonly ReportGroup[],
  column: Column,
  turned: boolean,
  nameOf: (group: ReportGroup) => string,
): ReportGroup[] => {
  const byName = (one: ReportGroup, other: ReportGroup) => nameOf(one).localeCompare(nameOf(other))
  const order = (one: ReportGroup, other: ReportGroup) =>
    column === "name" ? byName(one, other) : weights[column](other) - weights[column](one)
  const found = [...groups].sort((one, other) => order(one, other) || byName(one, other))
  return turned ? found.reverse() : found
}

type Piece = { figure: Figure; count: number }

/** What there is of these figures, in their order. */
export const pieces = (group: ReportGroup, order: readonly Figure[]): Piece[] =>
  order.map(figure => ({ figure, count: count(group, figure) })).filter(({ count }) => count > 0)

export type PlaybookSteps = { reason: string; steps: ReportGroup[] }

const parts = ["acknowledge", "work", "close"]

/** By reason, as the largest comes first; within it by part, and then in the order that they came in. */
export const playbooksOf = (groups: readonly ReportGroup[]): PlaybookSteps[] => {
  const found = new Map<string, ReportGroup[]>()
  for (const group of groups) {
    const { reason } = stepOf(group.name)
    found.set(reason, [...(found.get(reason) ?? []), group])
  }
  const place = ({ name }: ReportGroup) => parts.indexOf(stepOf(name).part)
  return [...found].map(([reason, steps]) => ({
    reason,
    steps: steps.sort((one, other) => place(one) - place(other)),
  }))
}
