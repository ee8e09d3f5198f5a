import type { Me, Summary } from "@chatref/shared/inbox-wire"
import { describe, expect, it } from "vitest"
import { isFor, news, type Rung, rungSince } from "../src/alerts/news.ts"
import { wayTo } from "../src/alerts/ring.ts"
import { at, klara, mats, summary } from "./cast.ts"

const none: Rung = new Map()
const me = {
  teammate: { ...klara, email: "", role: "teammate", availability: "available", teams: ["support"] },
} as unknown as Me
const owner = { teammate: { ...me.teammate, role: "owner", teams: [] } } as unknown as Me

const alert = (more: Partial<NonNullable<Summary["alert"]>> = {}): NonNullable<Summary["alert"]> => ({
  at: at(0),
  teammate: null,
  teams: ["support"],
  lead: false,
  ...more,
})

const waits = (name: string, more: Partial<NonNullable<Summary["alert"]>> = {}) =>
  summary(name, { alert: alert(more) })

describe("whom an alert is for (F29)", () => {
  it("whom it rings at, whose team it is, and who leads", () => {
    expect(isFor(waits("one"), me)).toBe(true)
    expect(isFor(waits("one", { teams: ["billing"] }), me)).toBe(false)
    expect(isFor(waits("one", { teams: [], teammate: klara.id }), me)).toBe(true)
    expect(isFor(waits("one", { teams: [], teammate: mats.id }), me)).toBe(false)
    expect(isFor(waits("one", { teams: [], lead: true }), me)).toBe(false)
    expect(isFor(waits("one", { teams: [], lead: true }), owner)).toBe(true)
    expect(isFor(summary("one"), me)).toBe(false)
  })
})

describe("what rings", () => {
  it("hundreds that came meanwhile are one alert (F31)", () => {
    const many = Array.from({ length: 300 }, (_, number) => waits(`c${number}`))
    const told = news(none, many, me, 0)
    expect([told.waiting.length, told.fresh.length]).toEqual([300, 300])
    expect(news(told.rung, many, me, 1000).fresh).toEqual([])
  })

  it("an old one rings again when something moved it (F30), but not with every word", () => {
    const { rung } = news(none, [waits("one")], me, 0)
    const again = (second: number, seconds: number, known = rung) =>
      news(known, [waits("one", { at: at(second) })], me, seconds * 1000)
    expect(again(600, 600).fresh).toHaveLength(1)
    expect(again(20, 20).fresh).toEqual([])
    expect(again(600, 600, again(20, 20).rung).fresh).toHaveLength(1)
    expect(again(20, 600, again(20, 20).rung).fresh).toEqual([])
  })

  it("what has ended is forgotten, and rings when it comes back (F31)", () => {
    const { rung } = news(none, [waits("one")], me, 0)
    const ended = news(rung, [summary("one")], me, 1000)
    expect([ended.waiting, [...ended.rung]]).toEqual([[], []])
    expect(news(ended.rung, [waits("one", { at: at(2) })], me, 2000).fresh).toHaveLength(1)
  })
})

describe("what a page without a list says of who waits", () => {
  const names = (list: readonly Summary[]) => list.map(({ conversation }) => conversation)

  it("who came since somebody last looked, and who came back with something new (F29, F30)", () => {
    const early = news(none, [waits("one"), waits("two")], me, 1_000)
    expect(names(rungSince(early, Number.NEGATIVE_INFINITY, me))).toEqual(["one", "two"])
    expect(rungSince(early, 2_000, me)).toEqual([])
    const later = news(early.rung, [waits("one", { at: at(70) }), waits("two"), waits("three")], me, 70_000)
    expect(names(rungSince(later, 2_000, me))).toEqual(["one", "three"])
    expect(rungSince(news(later.rung, [summary("one")], me, 71_000), 2_000, me)).toEqual([])
  })

  it("nobody who is being offered to this teammate anyway", () => {
    const offered = (teammate: string) => ({ ...waits("one"), offer: { teammate, due_at: at(60) } })
    expect(rungSince(news(none, [offered(klara.id)], me, 0), -1, me)).toEqual([])
    expect(names(rungSince(news(none, [offered(mats.id)], me, 0), -1, me))).toEqual(["one"])
  })

  it("and leads to the one who waits, or to all of them", () => {
    expect(wayTo([waits("one")])).toMatchObject({ view: "needs_person", conversation: "one" })
    expect(wayTo([waits("one"), waits("two")])).toMatchObject({ view: "needs_person", conversation: null })
  })
})
