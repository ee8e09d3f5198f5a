import type { Problem } from "../parts/where.ts"
import { learningStrings } from "./strings.ts"
import type { Expects, Said, TestCase, TestToSave } from "./wire.ts"

const needs = learningStrings.tests.needs

export type Wants = "hand_over" | "stay" | "answer_from"

export const newTest = (language: string): TestToSave => ({
  name: "",
  said: [{ who: "visitor", text: "" }],
  language,
  page: "",
  site: null,
  pressed: false,
  expects: { hand_over: true, reason: null, team: null, answer_from: null },
})

export const testOf = ({ name, said, language, page, site, pressed, expects }: TestCase): TestToSave => ({
  name,
  said,
  language,
  page,
  site,
  pressed,
  expects: { reason: null, team: null, answer_from: null, ...expects },
})

export const same = <T>(one: T, other: T): boolean => JSON.stringify(one) === JSON.stringify(other)

export const wantsOf = ({ hand_over, answer_from }: Expects): Wants => {
  if (answer_from !== null) return "answer_from"
  return hand_over ? "hand_over" : "stay"
}

/** Only what belongs to what is wanted stays with it. */
export const wanting = (wants: Wants, before: Expects): Expects => ({
  hand_over: wants === "hand_over",
  reason: wants === "hand_over" ? before.reason : null,
  team: wants === "hand_over" ? before.team : null,
  answer_from: wants === "answer_from" ? (before.answer_from ?? "") : null,
})

/** One message more: who spoke last is answered. */
export const longer = (said: readonly Said[]): Said[] => [
  ...said,
  { who: said.at(-1)?.who === "visitor" ? "assistant" : "visitor", text: "" },
]

/** As it is sent: a message without words was never said. */
export const tidied = (test: TestToSave): TestToSave => ({
  ...test,
  name: test.name.trim(),
  said: test.said.map(each => ({ ...each, text: each.text.trim() })).filter(({ text }) => text),
  expects: { ...test.expects, reason: test.expects.reason?.trim() || null },
})

/** Where the business reported something, or the button is pressed, nobody need have said anything. */
export const missingIn = (test: TestToSave, reported = false): Problem[] => {
  const { name, said, pressed, expects } = tidied(test)
  const happens = reported || pressed
  const found: [boolean, Problem][] = [
    [!name, { at: "name", text: needs.name }],
    [!said.length && !happens, { at: "said", text: needs.said }],
    [said.at(-1)?.who === "assistant" && !happens, { at: "said", text: needs.last }],
    [expects.answer_from?.trim() === "", { at: "expects.answer_from", text: needs.page }],
  ]
  return found.flatMap(([wrong, problem]) => (wrong ? [problem] : []))
}
