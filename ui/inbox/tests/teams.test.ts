import { describe, expect, test } from "vitest"
import { pathOf, type Route, routeOf } from "../src/route.ts"
import { changedPerson, changedTeam, nothing, saved, shownTeam, withMember } from "../src/teams/draft.ts"
import { secondsOf, unitOf, units } from "../src/teams/durations.ts"
import {
  changeOf,
  commonWeek,
  copied,
  endShown,
  endWritten,
  otherDays,
  overlaps,
  pieces,
  withDay,
  withMore,
  withOtherDay,
  withoutOtherDay,
  withoutSpan,
  withSpan,
} from "../src/teams/hours.ts"
import type { Hours, Span, Team, Teammate } from "../src/teams/wire.ts"

const span = (start: string, end: string): Span => ({ start, end })
const hours: Hours = {
  zone: "Europe/Berlin",
  weekly: commonWeek(),
  holidays: ["2026-12-31"],
  special: [{ day: "2026-12-24", spans: [span("09:00", "12:00")] }],
  country: "DE",
  region: null,
}

describe("a day", () => {
  test("gets one interval more behind what is there, until it is full", () => {
    let day: Span[] | null = []
    const grown: Span[][] = []
    for (; day; day = withMore(day)) grown.push(day)
    expect(grown.at(-1)).toEqual([span("09:00", "17:00"), span("18:00", "22:00"), span("23:00", "24:00")])
    for (const each of grown) expect(overlaps(each)).toBe(false)
    expect(withMore([span("20:00", "02:00")])).toBeNull()
  })

  test("overlaps where one interval runs into the next, in whatever order they stand", () => {
    expect(overlaps([span("13:00", "18:00"), span("09:00", "12:00")])).toBe(false)
    expect(overlaps([span("13:00", "18:00"), span("09:00", "13:00")])).toBe(false)
    expect(overlaps([span("13:00", "18:00"), span("09:00", "13:30")])).toBe(true)
    expect(overlaps([span("09:00", "08:00"), span("13:00", "18:00")])).toBe(true)
    expect(overlaps([span("09:00", "12:00"), span("13:00", "02:00")])).toBe(false)
  })

  test("changes one interval and leaves the others", () => {
    const day = [span("09:00", "12:00"), span("13:00", "17:00")]
    expect(withSpan(day, 1, span("14:00", "17:00"))).toEqual([day[0], span("14:00", "17:00")])
    expect(withoutSpan(day, 0)).toEqual([day[1]])
  })

  test("ends at midnight, which a field for a time calls 00:00", () => {
    expect(endWritten("00:00")).toBe("24:00")
    for (const end of ["24:00", "17:30"]) expect(endWritten(endShown(end))).toBe(end)
  })
})

describe("a week", () => {
  test("copies a day to others, and what is changed there stays there", () => {
    const week = withDay(commonWeek(), 0, [span("08:00", "12:00"), span("13:00", "20:00")])
    const made = copied(week, 0, [0, 1, 6])
    expect([made[1], made[6]]).toEqual([week[0], week[0]])
    expect(made[2]).toEqual(week[2])
    expect(withDay(made, 1, [])[0]).toEqual(week[0])
  })

  test("shows what runs over midnight on both days, and over the week's end on Monday", () => {
    const week = withDay(commonWeek(), 6, [span("18:00", "06:00")]).map((day, at) => (at ? day : []))
    expect(pieces(week)[6]).toEqual([{ from: 0.75, to: 1 }])
    expect(pieces(week)[0]).toEqual([{ from: 0, to: 0.25 }])
    expect(pieces(withDay(week, 6, [span("00:00", "24:00")]))[6]).toEqual([{ from: 0, to: 1 }])
    expect(pieces(withDay(week, 6, [span("00:00", "24:00")]))[0]).toEqual([])
  })
})

describe("days that differ", () => {
  test("stand in their order, closed or with hours", () => {
    expect(otherDays(hours).map(({ day, spans }) => [day, spans.length])).toEqual([
      ["2026-12-24", 1],
      ["2026-12-31", 0],
    ])
  })

  test("are closed, opened and taken away, each standing once", () => {
    const closed = withOtherDay(hours, { day: "2026-12-24", spans: [] })
    expect([closed.holidays.length, closed.special.length]).toEqual([2, 0])
    const open = withOtherDay(closed, { day: "2026-12-31", spans: [span("10:00", "11:00")] })
    expect([open.holidays, open.special.map(({ day }) => day)]).toEqual([["2026-12-24"], ["2026-12-31"]])
    expect(otherDays(withoutOtherDay(open, "2026-12-31"))).toEqual([{ day: "2026-12-24", spans: [] }])
  })
})

describe("what the hours mean now", () => {
  const at = Date.parse("2026-11-23T09:00:00Z")
  const said = (changes_at: string | null, zone = "Europe/Berlin") =>
    changeOf({ open: true, changes_at }, zone, at, "en-GB")

  test("is said by the team's clock and calendar", () => {
    expect(said("2026-11-23T17:00:00Z")).toMatchObject({ at: "18:00", days: 0 })
    expect(said("2026-11-23T23:30:00Z")).toMatchObject({ at: "00:30", days: 1 })
    expect(said("2026-11-23T23:30:00Z", "America/New_York")).toMatchObject({ at: "18:30", days: 0 })
    expect(said("2026-11-27T17:00:00Z")).toMatchObject({ day: "Friday", days: 4 })
    expect(said("2027-01-04T08:00:00Z")).toMatchObject({ day: "4 January", at: "09:00" })
    expect(said(null)).toEqual({ open: true, at: null })
  })
})

describe("changes", () => {
  const team = { id: "t", name: "Billing", strategy: "pool", members: ["a", "b"], hours } as Team
  const person = { id: "a", name: "Ana", capacity: 5, languages: ["de"] } as Teammate

  test("are only what differs, and none at all when it is turned back", () => {
    const renamed = changedTeam(nothing, team, { name: "Money" })
    expect(renamed.teams).toEqual({ t: { name: "Money" } })
    const both = changedTeam(renamed, team, { strategy: "least_busy" })
    expect(shownTeam(both, team)).toMatchObject({
      name: "Money",
      strategy: "least_busy",
      members: ["a", "b"],
    })
    expect(changedTeam(renamed, team, { name: "Billing" })).toEqual(nothing)
    expect(changedTeam(nothing, team, { hours: { ...hours } })).toEqual(nothing)
    expect(changedPerson(nothing, person, { capacity: 5 })).toEqual(nothing)
    expect(saved(both, "teams", "t")).toEqual(nothing)
  })

  test("of who belongs where are a team's, from both sides, and their order says nothing", () => {
    const without = withMember(nothing, team, "a", false)
    expect(without.teams.t?.members).toEqual(["b"])
    expect(withMember(without, team, "a", true)).toEqual(nothing)
  })
})

test("every part of the page can be linked to", () => {
  const routes: Route[] = [
    { page: "teams", part: "teams", open: null },
    { page: "teams", part: "people", open: "0193-ab" },
    { page: "teams", part: "times", open: null },
  ]
  for (const route of routes) {
    const { pathname, search, hash } = new URL(pathOf(route), "http://desk.test")
    expect(routeOf({ pathname, search, hash })).toEqual(route)
  }
})

test("a time is read and written in the largest unit that fits", () => {
  expect([30, 90, 120, 3_600, 5_400, 86_400, 0].map(unitOf)).toEqual([1, 1, 60, 3_600, 60, 86_400, 1])
  for (const unit of units) expect(secondsOf("3", unit)).toBe(3 * unit)
  for (const text of ["", " ", "1.5", "-1", "x"]) expect(secondsOf(text, 60)).toBeNull()
})
