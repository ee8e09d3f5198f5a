/** What the address of the report asks for. Everything shown can be linked to, also the figure that is open. */
export const spans = [7, 28, 90] as const
export const bys = ["reason", "rule", "cause", "tag", "team", "site"] as const
export const columns = ["name", "handoffs", "outcome", "first", "waiting", "steps", "lesson"] as const

export type By = (typeof bys)[number]
export type Column = (typeof columns)[number]
export type Days = { from: string; to: string }
export type Span = (typeof spans)[number] | Days

/** A figure whose conversations are listed; of one row or day, or of all that the report counts. */
export type Opened = { figure: string; of: { by: By | "day" | "step" | "answer"; name: string } | null }

export type Asked = {
  span: Span
  site: string | null
  team: string | null
  by: By
  sort: Column
  /** Whether the order of that column stands on its head. */
  turned: boolean
  opened: Opened | null
}

export const usual: Asked = {
  span: 28,
  site: null,
  team: null,
  by: "reason",
  sort: "handoffs",
  turned: false,
  opened: null,
}

export const askedOf = (query: URLSearchParams): Asked => ({
  span: spanOf(query),
  site: query.get("site"),
  team: query.get("team"),
  by: bys.find(by => by === query.get("by")) ?? usual.by,
  sort: columns.find(column => column === query.get("sort")) ?? usual.sort,
  turned: query.has("turned"),
  opened: openedOf(query),
})

/** Only what is not usual is written, so that a link is short and two links to the same place are the same. */
export const queryOf = (asked: Asked): string => {
  const { span, site, team, by, sort, turned, opened } = asked
  const query = new URLSearchParams({
    ...(typeof span === "object" ? span : span !== usual.span && { days: `${span}` }),
    ...(site !== null && { site }),
    ...(team !== null && { team }),
    ...(by !== usual.by && { by }),
    ...(sort !== usual.sort && { sort }),
    ...(turned && { turned: "" }),
    ...(opened && { figure: opened.figure }),
    ...(opened?.of && { of: `${opened.of.by}:${opened.of.name}` }),
  })
  return query.size ? `?${query}` : ""
}

const openedOf = (query: URLSearchParams): Opened | null => {
  const figure = query.get("figure")
  return figure ? { figure, of: ofWhat(query.get("of") ?? "") } : null
}

const ofWhat = (written: string): Opened["of"] => {
  const at = written.indexOf(":")
  const by = ([...bys, "day", "step", "answer"] as const).find(each => each === written.slice(0, at))
  return by ? { by, name: written.slice(at + 1) } : null
}

const spanOf = (query: URLSearchParams): Span => {
  const [from, to] = [query.get("from"), query.get("to")]
  if (isDay(from) && isDay(to)) return from <= to ? { from, to } : { from: to, to: from }
  return spans.find(span => `${span}` === query.get("days")) ?? 28
}

const isDay = (day: string | null): day is string =>
  day !== null && /^\d{4}-\d{2}-\d{2}$/.test(day) && dayOf(new Date(`${day}T00:00:00Z`)) === day

/** A day written as one, so many days later. */
export const later = (day: string, by: number): string => {
  const at = new Date(`${day}T00:00:00Z`)
  at.setUTCDate(at.getUTCDate() + by)
  return dayOf(at)
}

const dayOf = (at: Date): string => (Number.isNaN(at.getTime()) ? "" : at.toISOString().slice(0, 10))
