import { clockTime, dayName, exactTime } from "@chatref/shared/time"
import { strings } from "./strings.ts"

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const language = navigator.language

/** Age in one short word: “just now”, “6 min”, “3 h”, “2 d”, then the date. */
export const relative = (at: string, now: number): string => {
  const age = now - Date.parse(at)
  if (age < minute) return strings.time.now
  if (age < hour) return strings.time.minutes(Math.floor(age / minute))
  if (age < day) return strings.time.hours(Math.floor(age / hour))
  if (age < 7 * day) return strings.time.days(Math.floor(age / day))
  return new Intl.DateTimeFormat(language, { day: "numeric", month: "short" }).format(Date.parse(at))
}

/** The same within a sentence: “6 min ago”. */
export const ago = (at: string, now: number): string => {
  const age = now - Date.parse(at)
  return age < minute || age >= 7 * day ? relative(at, now) : strings.time.ago(relative(at, now))
}

export const exact = (at: string): string => exactTime(at, language)
export const clock = (at: string): string => clockTime(at, language)
export const dayOf = (at: string, now: number): string => dayName(at, now, language)

export const dayAndClock = (at: string, now: number): string => {
  const same = new Date(at).toDateString() === new Date(now).toDateString()
  const shape: Intl.DateTimeFormatOptions = { weekday: "short", hour: "numeric", minute: "2-digit" }
  return same ? clock(at) : new Intl.DateTimeFormat(language, shape).format(Date.parse(at))
}

export const date = (at: string): string =>
  new Intl.DateTimeFormat(language, { day: "numeric", month: "long" }).format(Date.parse(at))

export const languageName = (code: string): string => {
  try {
    return new Intl.DisplayNames(language, { type: "language" }).of(code) ?? code
  } catch (error) {
    if (error instanceof RangeError) return code // a visitor's browser can say anything
    throw error
  }
}
