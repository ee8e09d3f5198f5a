import type { Item } from "@chatref/shared/reducer"
import { learningStrings } from "./strings.ts"
import type { Answer, Correction, TestCase } from "./wire.ts"

const words = learningStrings.tests

/** What waits for a word, and what has one, each with the newest first. */
export const divided = (
  corrections: readonly Correction[],
): { waiting: Correction[]; done: Correction[] } => ({
  waiting: newest(corrections.filter(({ state }) => state === "proposed")),
  done: newest(corrections.filter(({ state }) => state !== "proposed")),
})

const newest = (corrections: Correction[]): Correction[] =>
  corrections.toSorted((one, other) => moment(other).localeCompare(moment(one)))

const moment = ({ at, decided_at }: Correction): string => decided_at ?? at

export type Standing = "failed" | "unrun" | "passed"

export const standingOf = ({ last }: Pick<TestCase, "last">): Standing => {
  if (!last) return "unrun"
  return last.passed ? "passed" : "failed"
}

const worst: readonly Standing[] = ["failed", "unrun", "passed"]

/** What fails comes first; among equals the name decides. */
export const inOrder = (tests: readonly TestCase[]): TestCase[] =>
  tests.toSorted(
    (one, other) =>
      worst.indexOf(standingOf(one)) - worst.indexOf(standingOf(other)) || one.name.localeCompare(other.name),
  )

export const failingIn = (tests: readonly TestCase[]): number =>
  tests.filter(test => standingOf(test) === "failed").length

/** What should happen, as half a sentence; a written answer goes by its question. */
export const expectation = (
  { hand_over, reason, answer_from }: TestCase["expects"],
  answers: readonly Answer[],
): string => {
  if (answer_from) return words.expected.answer_from(titleOf(answer_from, answers) ?? answer_from)
  if (!hand_over) return words.expected.stay
  return reason ? words.expected.because(reason) : words.expected.hand_over
}

export const titleOf = (address: string, answers: readonly Answer[]): string | null =>
  answers.find(answer => answer.address === address)?.question ?? null

/** The number of the visitor's last message: what is tried ends with it. */
export const lastWords = (items: readonly Item[]): number | null =>
  items.findLast(item => item.type === "message" && item.from.kind === "visitor")?.number ?? null
