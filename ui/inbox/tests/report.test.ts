import type { ReportGroup } from "@chatref/shared/served"
import { describe, expect, test } from "vitest"
import { type Asked, askedOf, bys, columns, queryOf, usual } from "../src/report/asked.ts"
import { pieces, playbooksOf, share, sorted, spell } from "../src/report/figures.ts"
import { everyDay, lines, namedDays } from "../src/report/scale.ts"

const nobody = { waits: 0, median: null, nine_of_ten: null, at_least: false }
const group = (
  name: string,
  figures: ReportGroup["figures"],
  wait: Partial<ReportGroup["first_wait"]> = {},
): ReportGroup => ({
  name,
  label: name,
  figures,
  first_wait: { ...nobody, ...wait },
  longest_later_wait: nobody,
})

describe("the address of the report", () => {
  test("says everything that is shown, and says it back", () => {
    const places: Asked[] = [
      usual,
      { ...usual, span: 7, by: "tag", sort: "waiting", turned: true },
      { ...usual, span: { from: "2026-11-01", to: "2026-11-22" }, site: "s-1", team: "t-1" },
      { ...usual, opened: { figure: "handoffs_open", of: null } },
      { ...usual, opened: { figure: "handoffs", of: { by: "tag", name: "refund: a&b=c 50%" } } },
      { ...usual, opened: { figure: "handoffs", of: { by: "rule", name: "" } } },
      { ...usual, opened: { figure: "step_ticked", of: { by: "step", name: "a: b\nclose\nSay so" } } },
      ...bys.flatMap(by => columns.map(sort => ({ ...usual, by, sort }))),
    ]
    for (const asked of places) expect(askedOf(new URLSearchParams(queryOf(asked)))).toEqual(asked)
    expect(queryOf(usual)).toBe("")
  })

  test("is forgiven what it gets wrong", () => {
    const read = (query: string) => askedOf(new URLSearchParams(query))
    expect(read("days=29&by=weather&sort=colour")).toEqual(usual)
    expect(read("from=2026-02-31&to=2026-03-01").span).toBe(28)
    expect(read("from=2026-11-22&to=2026-11-01").span).toEqual({ from: "2026-11-01", to: "2026-11-22" })
    expect(read("figure=handoffs&of=weather:fine").opened).toEqual({ figure: "handoffs", of: null })
  })
})

test("steps stand under their reason, part by part, as they came", () => {
  const step = (name: string) => group(name, { handoffs: 1 })
  const names = ["b\nwork\nLook", "a\nclose\nSay", "a\nacknowledge\nGreet\nthem", "a\nclose\nAsk"]
  expect(
    playbooksOf(names.map(step)).map(({ reason, steps }) => [reason, steps.map(({ name }) => name)]),
  ).toEqual([
    ["b", ["b\nwork\nLook"]],
    ["a", ["a\nacknowledge\nGreet\nthem", "a\nclose\nSay", "a\nclose\nAsk"]],
  ])
})

describe("the days of a span", () => {
  test("are all there, also those on which nothing was handed off", () => {
    const known = [group("2026-11-02", { handoffs: 3 }), group("2026-11-04", {})]
    expect(everyDay("2026-11-01", "2026-11-04", known)).toEqual([
      { day: "2026-11-01", handoffs: 0 },
      { day: "2026-11-02", handoffs: 3 },
      { day: "2026-11-03", handoffs: 0 },
      { day: "2026-11-04", handoffs: 0 },
    ])
    expect(everyDay("2026-12-28", "2027-01-03", [])).toHaveLength(7)
    expect(everyDay("2028-02-28", "2028-03-01", []).map(({ day }) => day)).toContain("2028-02-29")
  })
})

describe("the chart", () => {
  test("has few lines on whole numbers, the last at or over the most", () => {
    for (let most = 1; most < 3_000; most++) {
      const found = lines(most)
      expect(found[0]).toBe(0)
      expect(found.at(-1)).toBeGreaterThanOrEqual(most)
      expect(found.length).toBeLessThanOrEqual(5)
      expect(found.every(Number.isInteger)).toBe(true)
      expect(new Set(found).size).toBe(found.length)
    }
    expect(lines(0)).toEqual([0])
    expect(lines(1)).toEqual([0, 1])
    expect(lines(7)).toEqual([0, 2, 4, 6, 8])
  })

  test("names the last day, and no more days than have room", () => {
    for (let count = 1; count < 400; count++) {
      const found = namedDays(count, 7)
      expect(found.at(-1)).toBe(count - 1)
      expect(found.length).toBeLessThanOrEqual(7)
      expect(new Set(found.slice(1).map((day, index) => day - (found[index] ?? 0))).size).toBeLessThanOrEqual(
        1,
      )
    }
  })
})

describe("a number", () => {
  test("is no percentage under twenty (P18)", () => {
    expect(share(19, 19)).toBeNull()
    expect(share(0, 0)).toBeNull()
    expect(share(5, 20)).toBe(25)
    expect(share(20, 20)).toBe(100)
  })

  test("of seconds is spelt with the units that say something", () => {
    const spelt = [0, 40, 59.6, 60, 719, 3599, 3600, 11_100, 86_399, 90_000, 187_200].map(spell)
    expect(spelt).toEqual([
      "0 s",
      "40 s",
      "1 min",
      "1 min",
      "12 min",
      "1 h",
      "1 h",
      "3 h 5 min",
      "1 d",
      "1 d 1 h",
      "2 d 4 h",
    ])
  })
})

describe("the rows", () => {
  const billing = group("billing", { handoffs: 3, handoffs_solved: 3, playbook_done: 1 })
  const refund = group(
    "refund",
    { handoffs: 9, handoffs_solved: 1, first_waiting: 2 },
    { waits: 9, median: 60 },
  )
  const access = group("access", { handoffs: 3, lesson_needless: 1 })
  const rows = [billing, refund, access]
  const order = (column: Asked["sort"], turned = false) =>
    sorted(rows, column, turned, ({ label }) => label).map(({ name }) => name)

  test("stand largest first, those alike by name, and turn over", () => {
    expect(order("handoffs")).toEqual(["refund", "access", "billing"])
    expect(order("handoffs", true)).toEqual(["billing", "access", "refund"])
    expect(order("name")).toEqual(["access", "billing", "refund"])
    expect(order("outcome")).toEqual(["billing", "refund", "access"])
    expect(order("first")).toEqual(["refund", "access", "billing"])
    expect(order("waiting")[0]).toBe("refund")
    expect(order("steps")[0]).toBe("billing")
    expect(order("lesson")[0]).toBe("access")
  })

  test("show the pieces that are there, in the order of the bar", () => {
    const of = ["handoffs_solved", "handoffs_spam", "first_waiting"] as const
    expect(pieces(refund, of)).toEqual([
      { figure: "handoffs_solved", count: 1 },
      { figure: "first_waiting", count: 2 },
    ])
  })
})
