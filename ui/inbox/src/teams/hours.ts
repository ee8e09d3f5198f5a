import type { HoursNow } from "@chatref/shared/served"
import type { Hours, Span, Week } from "./wire.ts"

export const dayNumbers = [0, 1, 2, 3, 4, 5, 6] as const
const whole = 24 * 60
const common: Span = { start: "09:00", end: "17:00" }

/** Monday to Friday, as most begin. */
export const commonWeek = (): Week => dayNumbers.map(day => (day < 5 ? [common] : []))

export const commonDay = (): Span[] => [common]

export const today = (): string => new Date().toLocaleDateString("sv-SE")

const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number)
  return hours * 60 + minutes
}

const clockOf = (minute: number): string =>
  [Math.floor(minute / 60), minute % 60].map(part => String(part).padStart(2, "0")).join(":")

/** One that ends where it starts, or before, runs over midnight. */
export const isOver = ({ start, end }: Span): boolean => minuteOf(end) <= minuteOf(start)

/** A field for a time can't say 24:00, and midnight as an end is nothing else. */
export const endShown = (end: string): string => (end === "24:00" ? "00:00" : end)
export const endWritten = (shown: string): string => (shown === "00:00" ? "24:00" : shown)

/** The day with one interval more, after what is there; null where the day is full. */
export const withMore = (day: readonly Span[]): Span[] | null => {
  const last = [...day].sort((one, other) => minuteOf(one.start) - minuteOf(other.start)).at(-1)
  if (!last) return [common]
  const start = minuteOf(last.end) + 60
  if (isOver(last) || start >= whole) return null
  return [...day, { start: clockOf(start), end: clockOf(Math.min(start + 4 * 60, whole)) }]
}

export const withSpan = (day: readonly Span[], at: number, span: Span): Span[] =>
  day.map((each, index) => (index === at ? span : each))

export const withoutSpan = (day: readonly Span[], at: number): Span[] =>
  day.filter((_, index) => index !== at)

export const withDay = (week: Week, at: number, day: Span[]): Week =>
  week.map((each, index) => (index === at ? day : each))

export const copied = (week: Week, from: number, to: readonly number[]): Week =>
  week.map((day, index) => (to.includes(index) ? [...(week[from] ?? [])] : day))

/** Whether two intervals of a day run into each other. */
export const overlaps = (day: readonly Span[]): boolean => {
  const ordered = [...day].sort((one, other) => minuteOf(one.start) - minuteOf(other.start))
  return ordered.some((span, at) => {
    const next = ordered[at + 1]
    return next !== undefined && (isOver(span) || minuteOf(span.end) > minuteOf(next.start))
  })
}

export type Piece = { from: number; to: number }

/** Each day from 0 to 1 with the parts in which it is open; what began the evening before is in it. */
export const pieces = (week: Week): Piece[][] =>
  dayNumbers.map(day => [
    ...(week[(day + 6) % 7] ?? [])
      .filter(span => isOver(span) && minuteOf(span.end) > 0)
      .map(({ end }) => ({ from: 0, to: minuteOf(end) / whole })),
    ...(week[day] ?? []).map(span => ({
      from: minuteOf(span.start) / whole,
      to: isOver(span) ? 1 : minuteOf(span.end) / whole,
    })),
  ])

type OtherDay = { day: string; spans: Span[] }

/** The days that differ from the week, in their order; one without intervals is closed. */
export const otherDays = ({ holidays, special }: Hours): OtherDay[] =>
  [...holidays.map(day => ({ day, spans: [] })), ...special]
    .filter(({ day }, at, all) => all.findIndex(each => each.day === day) === at)
    .sort((one, other) => one.day.localeCompare(other.day))

/** A day that is closed is one of the team's own holidays. */
export const withOtherDay = (hours: Hours, { day, spans }: OtherDay): Hours => {
  const rest = withoutOtherDay(hours, day)
  return spans.length
    ? { ...rest, special: [...rest.special, { day, spans }] }
    : { ...rest, holidays: [...rest.holidays, day] }
}

export const withoutOtherDay = (hours: Hours, day: string): Hours => ({
  ...hours,
  holidays: hours.holidays.filter(each => each !== day),
  special: hours.special.filter(each => each.day !== day),
})

/** Whole days between two moments, as the calendar of the time zone counts them. */
const daysBetween = (from: number, to: number, zone: string): number => {
  const dayOf = (at: number) => Date.parse(new Date(at).toLocaleDateString("sv-SE", { timeZone: zone }))
  return Math.round((dayOf(to) - dayOf(from)) / 86_400_000)
}

export type Change = { open: boolean; at: null } | { open: boolean; at: string; day: string; days: number }

/** When the doors open or close next, by the clock of the team. */
export const changeOf = (
  { open, changes_at }: HoursNow,
  zone: string,
  now: number,
  language: string,
): Change => {
  if (!changes_at) return { open, at: null }
  const moment = Date.parse(changes_at)
  const said = (shape: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: zone, ...shape }).format(moment)
  const days = daysBetween(now, moment, zone)
  const day = days < 7 ? said({ weekday: "long" }) : said({ day: "numeric", month: "long" })
  return { open, at: said({ timeStyle: "short" }), day, days }
}
