import type { ReportGroup } from "@chatref/shared/served"
import { later } from "./asked.ts"
import { count } from "./figures.ts"

export type Day = { day: string; handoffs: number }

/** Every day of the span, also those on which nothing was handed off. */
export const everyDay = (first: string, last: string, known: readonly ReportGroup[]): Day[] => {
  const handoffs = new Map(known.map(group => [group.name, count(group, "handoffs")]))
  const found: Day[] = []
  for (let day = first; day <= last; day = later(day, 1))
    found.push({ day, handoffs: handoffs.get(day) ?? 0 })
  return found
}

/** Where the lines of a chart stand: whole numbers, few of them, the last at or over the most. */
export const lines = (most: number): number[] => {
  if (most <= 0) return [0]
  const step = steps(most).find(each => most / each <= 4) ?? most
  return Array.from({ length: Math.ceil(most / step) + 1 }, (_, index) => index * step)
}

/** 1, 2, 5, 10, 20, 50 … as far as is needed. */
const steps = (most: number): number[] => {
  const powers = Array.from({ length: Math.ceil(Math.log10(most + 1)) + 1 }, (_, power) => 10 ** power)
  return powers.flatMap(power => [power, 2 * power, 5 * power])
}

/** Which of `count` days are named below the chart: the last, and others at an even distance before it. */
export const namedDays = (count: number, room: number): number[] => {
  const distance = Math.max(1, Math.ceil(count / room))
  const found: number[] = []
  for (let index = count - 1; index >= 0; index -= distance) found.unshift(index)
  return found
}
