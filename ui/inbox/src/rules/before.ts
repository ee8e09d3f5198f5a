import type { Difference, Finding, Simulated } from "./wire.ts"

export const spans = [7, 28, 90] as const
export type Days = (typeof spans)[number]

/** What was tried: `book` is the draft as it was then, `most` the number of conversations that were asked for. */
export type Run = { days: Days; most: number; book: string; found: Simulated }

export const changes = ["new", "gone", "sooner", "later", "otherwise", "other_team"] as const
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

export type Cell = Simulated["hours"][number]

/** Seven days of twenty-four hours; what was not told of had nothing. */
export const weekOf = (hours: Simulated["hours"]): Cell[][] => {
  const told = new Map(hours.map(each => [each.day * 24 + each.hour, each]))
  return Array.from({ length: 7 }, (_, day) =>
    Array.from(
      { length: 24 },
      (_, hour) => told.get(day * 24 + hour) ?? { day, hour, now: 0, draft: 0, shut: 0, closed: false },
    ),
  )
}

/** Handoffs of the draft for each hour that somebody of the team is there for; null where nobody ever is. */
export const perOpenHour = (
  count: number,
  weeks: number,
  people: number,
  openHours: number,
): number | null => (people * openHours ? Math.round((100 * count) / weeks / people / openHours) / 100 : null)

/** What came in whole lines, and what has only begun. */
export const wholeLines = (text: string): [string[], string] => {
  const lines = text.split("\n")
  const rest = lines.pop() ?? ""
  return [lines.filter(Boolean), rest]
}

export const keyOf = ({ conversation, now, draft }: Difference): string =>
  `${conversation} ${now?.at} ${draft?.at}`

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
