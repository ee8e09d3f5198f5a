import { expect, test } from "vitest"
import { openThread } from "../src/thread/state.ts"
import { answerIn, handoverIn, judgedIn } from "../src/trace/read.ts"
import { event, said, snapshot } from "./cast.ts"

const judged = (test: string, fired: boolean) => ({ test, value: 2, limit: ["a", "b"], fired })
const rule = (rule: string, more: object) => ({ rule, fired: false, held: false, tests: [], ...more })
const record = {
  version: 1,
  rules: [
    rule("Quiet", { tests: [judged("page", false)] }),
    rule("Refunds", { fired: true, held: true, tests: [judged("phrase", true), judged("stage", false)] }),
    rule("Later", { held: true }),
    rule("Again", { held: true, silenced: true }),
    rule("Resting", { held: true, off: true }),
  ],
  always: [judged("button", false)],
}
const trace = JSON.stringify(record)
const viewOf = (...events: ReturnType<typeof event>[]) => openThread(snapshot(events)).view

test("each rule with what became of it, in the order of priority, with every value and limit (P3)", () => {
  const view = viewOf(said(1, "visitor"), event(2, "verdict_reached", { trace, escalates: true }))
  const found = handoverIn(view)?.stored
  const rules = found ? judgedIn(found, "Always on") : []
  expect(rules.map(({ rule, fate }) => [rule, fate])).toEqual([
    ["Quiet", "not"],
    ["Refunds", "decided"],
    ["Later", "held"],
    ["Again", "silenced"],
    ["Resting", "off"],
    ["Always on", "not"],
  ])
  expect(rules[1]?.tests[0]).toEqual({ test: "phrase", value: "2", limit: "a, b", fired: true })
})

test("what is always on decided only where no rule did", () => {
  const always = [judged("asked twice", true)]
  expect(judgedIn({ rules: [], always } as never, "Always on")[0]?.fate).toBe("decided")
  expect(judgedIn({ ...record, always } as never, "Always on").at(-1)?.fate).toBe("not")
})

test("a verdict that did not escalate, or was erased, is no answer to why", () => {
  const quiet = event(2, "verdict_reached", { trace, escalates: false })
  const erased = event(2, "verdict_reached", { trace: "", escalates: true })
  for (const each of [quiet, erased]) expect(handoverIn(viewOf(said(1, "visitor"), each))).toBe(null)
})

test("an answer is explained by the verdict written down with it, and by no other", () => {
  const view = viewOf(
    said(1, "visitor"),
    event(2, "verdict_reached", { trace, escalates: false }),
    said(3, "assistant"),
    said(4, "visitor"),
    said(5, "assistant"),
  )
  expect(answerIn(view, 3)).toMatchObject({ seq: 2, stored: { version: 1 } })
  expect(answerIn(view, 5)).toBe(null)
})
