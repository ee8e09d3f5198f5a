export const units = [1, 60, 3_600, 86_400] as const
export type Unit = (typeof units)[number]

/** In the largest unit in which it is a whole number. */
export const unitOf = (seconds: number): Unit =>
  units.findLast(unit => seconds >= unit && seconds % unit === 0) ?? 1

/** Seconds, or null where no whole number of them was written. */
export const secondsOf = (written: string, unit: Unit): number | null => {
  const number = Number(written)
  return written.trim() && Number.isInteger(number) && number >= 0 ? number * unit : null
}
