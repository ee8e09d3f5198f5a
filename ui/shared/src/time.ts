/** Times as people say them; the exact one belongs into a title. */
export function clockTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(new Date(at))
}

export function exactTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" }).format(new Date(at))
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

/** "now", "4 min. ago", "2 days ago". */
export function relativeTime(at: string, now: number, language: string): string {
  const passed = now - Date.parse(at)
  const say = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" })
  if (passed < MINUTE) return say.format(0, "second")
  if (passed < HOUR) return say.format(-Math.floor(passed / MINUTE), "minute")
  if (passed < DAY) return say.format(-Math.floor(passed / HOUR), "hour")
  return say.format(-Math.floor(passed / DAY), "day")
}

/** "today", "yesterday", then the date. */
export function dayName(at: string, now: number, language: string): string {
  const days = Math.round((midnight(now) - midnight(Date.parse(at))) / DAY)
  if (days < 2) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day")
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(
    new Date(at),
  )
}

/** "0:34", "12:05", "1:02:10": a running clock. */
export function countdown(milliseconds: number): string {
  const seconds = Math.max(0, Math.floor(Math.abs(milliseconds) / 1_000))
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60]
  const rest = String(seconds % 60).padStart(2, "0")
  return hours ? `${hours}:${String(minutes).padStart(2, "0")}:${rest}` : `${minutes}:${rest}`
}

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
