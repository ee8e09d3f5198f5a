/** Times as people say them; the exact one belongs into a title. */
export function clockTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { timeStyle: "short" }).format(new Date(at))
}

export function exactTime(at: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "long", timeStyle: "medium" }).format(new Date(at))
}

const DAY = 86_400_000

/** "today", "yesterday", then the date. */
export function dayName(at: string, now: number, language: string): string {
  const days = Math.round((midnight(now) - midnight(Date.parse(at))) / DAY)
  if (days < 2) return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-days, "day")
  return new Intl.DateTimeFormat(language, { weekday: "long", day: "numeric", month: "long" }).format(
    new Date(at),
  )
}

function midnight(time: number): number {
  return new Date(time).setHours(0, 0, 0, 0)
}
