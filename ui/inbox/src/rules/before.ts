import type { Difference, Finding, Simulated } from "./wire.ts"

export const spans = [7, 28, 90] as const
export type Days = (typeof spans)[number]

/** What was tried: `book` is the draft as it was then, `most` the number of conversations that were asked for. */
export type Run = { days: Days; most: number; book: string; found: Simulated }

export const changes = ["new", "gone", "sooner", "later", "otherwise"] as const
export type Change = (typeof changes)[number]

/** What can't go live, and what should be looked at, in the order of the rules. */
export const divided = (findings: readonly Finding[]): { fatal: Finding[]; advice: Finding[] } => ({
  fatal: findings.filter(({ fatal }) => fatal),
  advice: findings.filter(({ fatal }) => !fatal),
})

/** To one place after the point where it is small. */
export const perWeek = (count: number, weeks: number): number => {
  const each = count / weeks
  return each < 10 ? Math.round(each * 10) / 10 : Math.round(each)
}

/** The handoffs of the draft that each one of a team would have in a week; null where nobody is. */
export const perPerson = (count: number, weeks: number, people: number): number | null =>
  people ? perWeek(count / people, weeks) : null

export type Cell = { day: number; hour: number; now: number; draft: number; shut: number }

/** Seven days of twenty-four hours; what was not told of had nothing. */
export const weekOf = (hours: Simulated["hours"]): Cell[][] => {
  const told = new Map(hours.map(each => [each.day * 24 + each.hour, each]))
  return Array.from({ length: 7 }, (_, day) =>
    Array.from(
      { length: 24 },
      (_, hour) => told.get(day * 24 + hour) ?? { day, hour, now: 0, draft: 0, shut: 0 },
    ),
  )
}

/** How dark an hour is drawn: 0 where nothing is, else 1 to 4 of the fullest hour. */
export const shade = (count: number, most: number): number => (most ? Math.ceil((4 * count) / most) : 0)

export const mostIn = (week: readonly (readonly Cell[])[]): number =>
  Math.max(0, ...week.flat().map(({ draft }) => draft))

/** How many come while their team is closed. */
export const shutIn = (hours: Simulated["hours"]): number => hours.reduce((sum, { shut }) => sum + shut, 0)

export const listed = (shown: readonly Difference[], change: Change | null): readonly Difference[] =>
  change ? shown.filter(each => each.change === change) : shown

/** Rules and causes that handed anything over, now or by the draft. */
export const deciding = (by: Simulated["by"]): Simulated["by"] =>
  by.filter(({ now, draft }) => now > 0 || draft > 0)
