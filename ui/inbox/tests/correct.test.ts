import type { Summary } from "@chatref/shared/inbox-wire"
import { describe, expect, test } from "vitest"
import { arranged, corrected, type Listed, sorted, waitingMoves } from "../src/list/correct.ts"
import { neighbour } from "../src/list/walk.ts"
import { at, summary } from "./cast.ts"

const list = (summaries: Summary[]): Listed => ({
  view: "needs_person",
  tag: null,
  change: 0,
  summaries,
  left: {},
  more: false,
})
const ids = (listed: Listed) => listed.summaries.map(each => each.conversation)

describe("a list is a query, corrected by summaries (F27)", () => {
  test("a case never heard of appears in its place: priority first, then the longest wait", () => {
    const read = list([summary("a", { person_owed_since: at(5) })])
    const after = corrected(read, [
      summary("late", { person_owed_since: at(9) }),
      summary("early", { person_owed_since: at(1) }),
      summary("urgent", { person_owed_since: at(30), priority: 3 }),
    ])
    expect(ids(after)).toEqual(["urgent", "early", "a", "late"])
  })

  test("a summary applies only if its change number is higher", () => {
    const read = list([summary("a", { change: 5, reason: "new" })])
    expect(corrected(read, [summary("a", { change: 5, reason: "same" })])).toBe(read)
    expect(corrected(read, [summary("a", { change: 4, reason: "old" })])).toBe(read)
    expect(corrected(read, [summary("a", { change: 6, reason: "newer" })]).summaries[0]?.reason).toBe("newer")
  })

  test("of a list of one tag, only what has it belongs: it comes and goes with the tag", () => {
    const read = { ...list([summary("a", { tags: ["refund"] })]), tag: "refund" }
    const told = corrected(read, [
      summary("b", { tags: ["Refund"] }),
      summary("c", { tags: ["vip", "refund"] }),
    ])
    expect(ids(told)).toEqual(["a", "c"])
    expect(ids(corrected(told, [summary("a", { change: 9, tags: ["vip"] })]))).toEqual(["c"])
  })

  test("one that left the view goes, and an older summary does not bring it back", () => {
    const read = list([summary("a"), summary("b")])
    const left = corrected(read, [summary("a", { change: 7, views: ["team"] })])
    expect(ids(left)).toEqual(["b"])
    expect(ids(corrected(left, [summary("a", { change: 6 })]))).toEqual(["b"])
    expect(ids(corrected(left, [summary("a", { change: 8 })]))).toEqual(["a", "b"])
  })

  test("any order and repetition of the same summaries gives the same list", () => {
    const news = [
      summary("a", { change: 2, views: ["team"] }),
      summary("a", { change: 4, priority: 2 }),
      summary("b", { change: 3, views: [] }),
      summary("c", { change: 5 }),
    ]
    const read = list([summary("a"), summary("b")])
    const wanted = ids(corrected(read, news))
    for (const order of permutations([...news, ...news.slice(0, 2)])) {
      expect(ids(order.reduce((now, each) => corrected(now, [each]), read))).toEqual(wanted)
    }
  })
})

describe("the list never jumps under the pointer", () => {
  const read = list(
    sorted(
      [summary("a", { person_owed_since: at(1) }), summary("b", { person_owed_since: at(2) })],
      "needs_person",
    ),
  )
  const news = [summary("urgent", { change: 3, priority: 3 }), summary("a", { change: 4, views: [] })]

  test("held, each line keeps its place: what left fades, what is new waits below", () => {
    const lines = arranged(corrected(read, news), ["a", "b"])
    expect(lines.map(line => [line.summary.conversation, line.gone])).toEqual([
      ["a", true],
      ["b", false],
      ["urgent", false],
    ])
    expect(waitingMoves(corrected(read, news), lines)).toBeGreaterThan(0)
  })

  test("let go, it shows the order as it is", () => {
    const lines = arranged(corrected(read, news), null)
    expect(lines.map(line => line.summary.conversation)).toEqual(["urgent", "b"])
  })

  test("held with no news, nothing waits", () => {
    expect(waitingMoves(read, arranged(read, ["a", "b"]))).toBe(0)
  })
})

test("the keys walk to the neighbour and stop at the ends", () => {
  const summaries = [summary("a"), summary("b")]
  expect(neighbour(summaries, "a", 1)).toBe("b")
  expect(neighbour(summaries, "b", 1)).toBe("b")
  expect(neighbour(summaries, "a", -1)).toBe("a")
  expect(neighbour(summaries, null, 1)).toBe("a")
  expect(neighbour(summaries, "left the list", 1)).toBe("a")
  expect(neighbour([], null, 1)).toBeNull()
})

const permutations = <T>(all: T[]): T[][] =>
  all.length < 2
    ? [all]
    : all.flatMap((first, index) => permutations(all.toSpliced(index, 1)).map(rest => [first, ...rest]))
