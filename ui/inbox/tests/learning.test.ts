import { apply, empty } from "@chatref/shared/reducer"
import { expect, test } from "vitest"
import { longer, missingIn, newTest, tidied, wanting, wantsOf } from "../src/learning/draft.ts"
import {
  canGo,
  divided,
  expectation,
  failingIn,
  inOrder,
  lastWords,
  standingOf,
} from "../src/learning/read.ts"
import type { Answer, Correction, Expects, TestCase, TestToSave } from "../src/learning/wire.ts"
import { pathOf, type Route, routeOf } from "../src/route.ts"
import { at, event, klara, said } from "./cast.ts"

const correction = (id: string, second: number, more: Partial<Correction> = {}): Correction => ({
  id,
  conversation: "c",
  subject: null,
  handoff: "h",
  kind: "answer",
  question: "Do you ship to Norway?",
  answer: "Yes.",
  wanted: null,
  team: null,
  rule: null,
  note: "",
  by: null,
  at: at(second),
  state: "proposed",
  decided_by: null,
  decided_at: null,
  page: null,
  test_case: null,
  ...more,
})

const written: Answer = {
  id: "1",
  question: "Do you ship to Norway?",
  answer: "Yes.",
  conversation: null,
  by: null,
  at: at(0),
  address: "/answers/1",
}

const result = (passed: boolean) => ({ passed, found: "", at: at(1), version: 3 })
const kept = (name: string, last: TestCase["last"]): TestCase => ({
  ...newTest("en"),
  event: null,
  id: name,
  name,
  origin: null,
  created_by: null,
  created_at: at(0),
  last,
})

test("what waits for a word stands apart from what has one, the newest of each first (P17)", () => {
  const { waiting, done } = divided([
    correction("old", 1),
    correction("decided early", 9, { state: "accepted", decided_at: at(10) }),
    correction("new", 5),
    correction("decided late", 2, { state: "dismissed", decided_at: at(20) }),
  ])
  expect(waiting.map(({ id }) => id)).toEqual(["new", "old"])
  expect(done.map(({ id }) => id)).toEqual(["decided late", "decided early"])
})

test("what fails comes first, then what was never run (P17)", () => {
  const tests = [kept("a", result(true)), kept("c", result(false)), kept("d", null), kept("b", result(false))]
  expect(inOrder(tests).map(({ name }) => name)).toEqual(["b", "c", "d", "a"])
  expect(failingIn(tests)).toBe(2)
  expect(tests.map(standingOf)).toEqual(["passed", "failed", "unrun", "failed"])
})

test("where no more are kept, those can go that say nothing new, ask for what is gone, or pass for long (P17)", () => {
  const of = (name: string, last: TestCase["last"], more: Partial<TestCase> = {}): TestCase => ({
    ...kept(name, last),
    said: [{ who: "visitor", text: name, found: true }],
    ...more,
  })
  const gone = { hand_over: false, reason: null, answer_from: "/answers/2" }
  const there = { ...gone, answer_from: "/answers/1" }
  const tests = [
    of("passes", result(true), { created_at: at(5) }),
    of("fails", result(false)),
    of("of an answer", result(true), { expects: there, created_at: at(1) }),
    of("of none", result(false), { expects: gone }),
    { ...of("passes", result(true)), id: "again" },
    of("passes", result(false), { id: "pressed", pressed: true }),
  ]
  expect(canGo(tests, [written], 9).map(({ test, why }) => [test.id, why])).toEqual([
    ["of none", "answerless"],
    ["again", "same"],
    ["of an answer", "old"],
    ["passes", "old"],
  ])
  expect(canGo(tests, [written], 1)).toHaveLength(1)
})

test("what should happen is said in half a sentence", () => {
  const expects = { hand_over: true, reason: null, team: null, answer_from: null }
  const teams = [{ id: "billing", name: "Billing" }]
  const say = (more: Partial<Expects>) => expectation({ ...expects, ...more }, [written], teams)
  expect(say({})).toBe("should hand over")
  expect(say({ reason: "refund" })).toBe("should hand over: refund")
  expect(say({ team: "billing" })).toBe("should hand over, to Billing")
  expect(say({ reason: "refund", team: "gone" })).toBe("should hand over: refund, to a team that is gone")
  expect(say({ hand_over: false })).toBe("should stay with the assistant")
  expect(say({ hand_over: false, answer_from: "/answers/1" })).toContain("“Do you ship to Norway?”")
  expect(say({ hand_over: false, answer_from: "https://a.example/x" })).toContain("https://a.example/x")
})

test("what is wanted takes along only what belongs to it, and comes back as it was", () => {
  const expects = { hand_over: true, reason: "refund", team: "billing", answer_from: null }
  expect(wanting("stay", expects)).toEqual({ hand_over: false, reason: null, team: null, answer_from: null })
  for (const wants of ["hand_over", "stay", "answer_from"] as const)
    expect(wantsOf(wanting(wants, expects))).toBe(wants)
})

test("a transcript is sent without what nobody said, and must end with the visitor", () => {
  const draft: TestToSave = { ...newTest("en"), name: " Parcel ", said: [{ who: "visitor", text: " Late " }] }
  expect(tidied({ ...draft, said: longer(draft.said) }).said).toEqual([{ who: "visitor", text: "Late" }])
  expect(longer(longer(draft.said)).map(({ who }) => who)).toEqual(["visitor", "assistant", "visitor"])
  expect(missingIn(draft)).toEqual([])
  const answered = { ...draft, said: [...draft.said, { who: "assistant" as const, text: "Yes" }] }
  expect(missingIn(answered).map(each => each.at)).toEqual(["said"])
  expect(missingIn(newTest("en")).map(each => each.at)).toEqual(["name", "said"])
  expect(missingIn({ ...newTest("en"), pressed: true }).map(each => each.at)).toEqual(["name"])
  const page = { ...draft, expects: wanting("answer_from", draft.expects) }
  expect(missingIn(page).map(each => each.at)).toEqual(["expects.answer_from"])
})

test("a conversation is kept up to the visitor's last words, whatever came after them", () => {
  const events = [said(1, "visitor"), said(2, "visitor"), said(3, klara), event(4, "resolved")]
  expect(lastWords(events.reduce(apply, empty("team", "c")).items)).toBe(2)
  expect(lastWords([])).toBeNull()
})

test("every part of the page can be linked to", () => {
  const routes: Route[] = [
    { page: "lessons", part: "corrections", open: null },
    { page: "lessons", part: "answers", open: "a" },
    { page: "lessons", part: "tests", open: "new" },
  ]
  for (const route of routes) {
    const { pathname, search, hash } = new URL(pathOf(route), "http://desk.test")
    expect(routeOf({ pathname, search, hash })).toEqual(route)
  }
})
