import { expect, test } from "vitest"
import { allOf } from "../src/parts/where.ts"
import {
  deciding,
  divided,
  listed,
  mostIn,
  perOpenHour,
  perPerson,
  perWeek,
  shade,
  shutIn,
  weekOf,
  wholeLines,
} from "../src/rules/before.ts"
import type { Difference, Finding } from "../src/rules/wire.ts"

const finding = (text: string, fatal: boolean): Finding => ({
  rule: 0,
  name: "One",
  field: null,
  text,
  mend: "Mend it.",
  fatal,
})
const difference = (conversation: string, change: Difference["change"]): Difference => ({
  conversation,
  change,
  turns: 0,
  now: null,
  draft: null,
})
const monday = { day: 0, hour: 9, now: 2, draft: 5, shut: 0, closed: false }
const sunday = { day: 6, hour: 23, now: 0, draft: 1, shut: 1, closed: true }

test("what must be mended stands apart from what should be looked at, each in the order of the rules", () => {
  const found = [finding("a", false), finding("b", true), finding("c", false), finding("d", true)]
  const { fatal, advice } = divided(found)
  expect([fatal, advice].map(each => each.map(({ text }) => text))).toEqual([
    ["b", "d"],
    ["a", "c"],
  ])
})

test("counts are told by the week, a small one to a tenth, and by head where there is one", () => {
  expect(perWeek(3, 4)).toBe(0.8)
  expect(perWeek(50, 4)).toBe(13)
  expect(perPerson(30, 1, 4)).toBe(7.5)
  expect(perPerson(30, 1, 0)).toBeNull()
  expect(perOpenHour(30, 1, 4, 40)).toBe(0.19)
  expect([perOpenHour(30, 1, 0, 40), perOpenHour(30, 1, 4, 0)]).toEqual([null, null])
})

test("a week has all its hours, also those that nothing is told of", () => {
  const week = weekOf([monday, sunday])
  expect(week.map(day => day.length)).toEqual(Array(7).fill(24))
  expect([week[0]?.[9], week[6]?.[23], week[3]?.[12]?.draft]).toEqual([monday, sunday, 0])
  expect([mostIn(week), shutIn([monday, sunday])]).toEqual([5, 1])
  expect([0, 1, 4, 5].map(count => shade(count, 5))).toEqual([0, 1, 4, 4])
  expect([mostIn(weekOf([])), shade(0, 0)]).toEqual([0, 0])
})

test("a change picks its conversations; a rule that never decides is not told of", () => {
  const shown = [difference("1", "new"), difference("2", "gone"), difference("3", "new")]
  expect(listed(shown, "new").map(({ conversation }) => conversation)).toEqual(["1", "3"])
  expect(listed(shown, null)).toEqual(shown)
  const by = [
    { by: "One", now: 0, draft: 0 },
    { by: "Two", now: 1, draft: 0 },
    { by: "Three", now: 0, draft: 1 },
  ]
  expect(deciding(by).map(({ by }) => by)).toEqual(["Two", "Three"])
})

test("a place is blamed once, in the words of the save that was refused", () => {
  const refused = [{ at: "rules.1.team", text: "Choose another team." }]
  const checked = [
    { at: "rules.1.team", text: "It is not there." },
    { at: "rules.2.when", text: "It can't be read." },
  ]
  expect(allOf(refused, checked)).toEqual([refused[0], checked[1]])
})

test("what comes in pieces is read line by line", () => {
  expect(wholeLines("one\ntw")).toEqual([["one"], "tw"])
  expect(wholeLines("two\n")).toEqual([["two"], ""])
  expect(wholeLines("")).toEqual([[], ""])
})
