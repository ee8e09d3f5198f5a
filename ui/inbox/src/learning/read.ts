import type { Me } from "@chatref/shared/inbox-wire"
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

type Going = { test: TestCase; why: "same" | "answerless" | "old"; other: string }

/** Which can be let go, the surest first: what another says too, what asks for an answer that is gone, what passes. */
export const canGo = (tests: readonly TestCase[], answers: readonly Answer[], most: number): Going[] => {
  const first = new Map<string, TestCase>()
  const found: Going[] = []
  for (const test of tests) {
    const known = first.get(meaning(test))
    if (known) found.push({ test, why: "same", other: known.name })
    else if (asksForGone(test, answers)) found.push({ test, why: "answerless", other: "" })
    else first.set(meaning(test), test)
  }
  const passing = [...first.values()].filter(test => standingOf(test) === "passed")
  const old = passing.toSorted((one, other) => one.created_at.localeCompare(other.created_at))
  return [...found, ...old.map(test => ({ test, why: "old" as const, other: "" }))].slice(0, most)
}

const meaning = ({ said, event, pressed, expects, language, site }: TestCase): string =>
  JSON.stringify([said, event, pressed, expects, language, site])

const asksForGone = ({ expects: { answer_from } }: TestCase, answers: readonly Answer[]): boolean =>
  Boolean(answer_from?.startsWith("/answers/")) && titleOf(answer_from ?? "", answers) === null

/** What should happen, as half a sentence; a written answer goes by its question. */
export const expectation = (
  { hand_over, reason, team, answer_from }: TestCase["expects"],
  answers: readonly Answer[],
  teams: Me["teams"],
): string => {
  if (answer_from) return words.expected.answer_from(titleOf(answer_from, answers) ?? answer_from)
  if (!hand_over) return words.expected.stay
  const what = reason ? words.expected.because(reason) : words.expected.hand_over
  return team ? words.expected.to(what, teamIn(teams, team)) : what
}

export const teamIn = (teams: Me["teams"], team: string | null): string =>
  teams.find(({ id }) => id === team)?.name ?? words.goneTeam

/** As they are chosen from; one that was chosen and is gone is named as such. */
export const teamsToPick = (teams: Me["teams"], none: string, chosen: string | null) => [
  ["", none] as const,
  ...teams.map(({ id, name }) => [id, name] as const),
  ...(chosen && !teams.some(({ id }) => id === chosen) ? [[chosen, words.goneTeam] as const] : []),
]

export const titleOf = (address: string, answers: readonly Answer[]): string | null =>
  answers.find(answer => answer.address === address)?.question ?? null

/** The number of the visitor's last message: what is tried ends with it. */
export const lastWords = (items: readonly Item[]): number | null =>
  items.findLast(item => item.type === "message" && item.from.kind === "visitor")?.number ?? null
