import type { ReportGroup } from "@chatref/shared/served"
import { reasonWords } from "../words.ts"
import type { By } from "./asked.ts"
import { reportStrings } from "./strings.ts"

/** A day of the report is a day of the desk's calendar, wherever it is read. */
const asDay = (shape: Intl.DateTimeFormatOptions) => (day: string) =>
  new Intl.DateTimeFormat(navigator.language, { ...shape, timeZone: "UTC" }).format(
    new Date(`${day}T00:00:00Z`),
  )

export const shortDay = asDay({ day: "numeric", month: "short" })
export const longDay = asDay({ weekday: "short", day: "numeric", month: "long" })

/** The desk's own reasons in plain words; what has no rule, tag or team is called so. */
export const groupWords = ({ name, label }: ReportGroup, by: By): string => {
  if (!name) return reportStrings.table.unnamed[by]
  if (by === "cause") return reportStrings.causes[name] ?? name
  return (by === "reason" && reasonWords(name)) || label || name
}

/** A step is named by its reason, its part and its text, a line each. */
export const stepOf = (name: string): { reason: string; part: string; text: string } => {
  const [reason = "", part = "", ...text] = name.split("\n")
  return { reason, part, text: text.join("\n") }
}

/** What became of a conversation without a person is called like what became of any. */
export const figureWords = (figure: string): string =>
  reportStrings.figures[figure] ?? reportStrings.figures[figure.replace("alone_", "episodes_")] ?? figure
