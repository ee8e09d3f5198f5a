import { expect, test } from "vitest"
import { openThread } from "../src/thread/state.ts"
import { verdictOf } from "../src/thread/verdict.ts"
import { event, said, snapshot } from "./cast.ts"

const judged = (test: string, fired: boolean) => ({ test, value: 2, limit: ["a", "b"], fired })
const trace = JSON.stringify({
  version: 1,
  rules: [
    { rule: "Quiet", fired: false, tests: [judged("page", false)] },
    { rule: "Refunds", fired: true, tests: [judged("phrase", true), judged("stage", false)] },
  ],
  always: [judged("button", false)],
})

test("why: the rule that decided first, then those that did not fire, with every value and limit (P3)", () => {
  const events = [said(1, "visitor"), event(2, "verdict_reached", { trace, escalates: true })]
  const rules = verdictOf(openThread(snapshot(events)).view, "Always on")
  expect(rules.map(({ rule, fired }) => [rule, fired])).toEqual([
    ["Refunds", true],
    ["Quiet", false],
    ["Always on", false],
  ])
  expect(rules[0]?.tests[0]).toEqual({ test: "phrase", value: "2", limit: "a, b", fired: true })
})

test("a verdict that did not escalate, or was erased, is no answer to why", () => {
  const quiet = event(2, "verdict_reached", { trace, escalates: false })
  const erased = event(2, "verdict_reached", { trace: "", escalates: true })
  for (const each of [quiet, erased]) {
    expect(verdictOf(openThread(snapshot([said(1, "visitor"), each])).view, "Always on")).toEqual([])
  }
})
