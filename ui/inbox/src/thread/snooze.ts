type SnoozeName = "hour" | "evening" | "tomorrow" | "monday"

const morning = 9
const evening = 18

/** The times one snoozes to; those that are past or say the same as another are left out. */
export const snoozeTimes = (now: Date): { name: SnoozeName; until: Date }[] => {
  const times: { name: SnoozeName; until: Date }[] = [
    { name: "hour", until: new Date(now.getTime() + 3_600_000) },
  ]
  const tonight = at(now, 0, evening)
  if (tonight.getTime() - now.getTime() > 2 * 3_600_000) times.push({ name: "evening", until: tonight })
  times.push({ name: "tomorrow", until: at(now, 1, morning) })
  const days = (8 - now.getDay()) % 7 || 7
  if (days > 1) times.push({ name: "monday", until: at(now, days, morning) })
  return times
}

const at = (now: Date, days: number, hour: number): Date => {
  const day = new Date(now)
  day.setDate(day.getDate() + days)
  day.setHours(hour, 0, 0, 0)
  return day
}
