import type { Handoff } from "@chatref/shared/inbox-wire"
import { applyAll, empty, type Item } from "@chatref/shared/reducer"
import type { WireEvent } from "@chatref/shared/wire"
import { expect, test } from "vitest"
import { asksFor, proposalOf, saidOf, teamsOf, wantedAfter } from "../src/review/said.ts"
import { answerIn, askedPlainly, longestQuestion, questionIn } from "../src/review/suggest.ts"
import { event, klara, mats, said } from "./cast.ts"

const items = (...events: WireEvent[]): readonly Item[] => applyAll(empty("team", "c"), events).items
const opened = (seq: number, handoff = "h") => event(seq, "handoff_opened", { handoff, reason: "request" })
const ended = (more: Partial<Handoff> = {}) => ({ id: "h", outcome: "answered", ...more }) as Handoff
const by = (who: typeof klara) => ({ kind: "teammate" as const, id: who.id, name: who.name })
const told = (seq: number, lesson: string, who = klara, handoff = "h") =>
  event(seq, "reviewed", { handoff, lesson, actor: by(who) })
const long = "Yes, we ship to Norway, and it takes four days."

test("the question is what the visitor last said before the handoff, not that they want a person (P17)", () => {
  const thread = items(
    said(1, "visitor", "Hello"),
    said(2, "visitor", "Do you ship\n to Norway?"),
    said(3, "visitor", "I want to talk to a person"),
    event(4, "person_asked", { message: "m3" }),
    opened(5),
    said(6, klara, long),
    said(7, "visitor", "Thanks!"),
  )
  expect(questionIn(thread, "h")).toBe("Do you ship to Norway?")
})

test("who asks for a person first says afterwards what for", () => {
  const thread = items(
    said(1, "visitor", "A person, please"),
    event(2, "person_asked", { message: "m1" }),
    opened(3),
    said(4, "visitor", "Do you ship to Norway?"),
    said(5, "visitor", "Are you there?"),
  )
  expect(questionIn(thread, "h")).toBe("Do you ship to Norway?")
  expect(questionIn(thread.slice(0, 3), "h")).toBe("A person, please")
  expect(questionIn([], "h")).toBe("")
})

test("a long question is cut between words, in one line", () => {
  const question = questionIn(items(said(1, "visitor", "word ".repeat(100)), opened(2)), "h")
  expect(question.length).toBeLessThanOrEqual(longestQuestion)
  expect(question.endsWith("word")).toBe(true)
  expect(questionIn(items(said(1, "visitor", "w".repeat(400))), "h").length).toBeGreaterThan(0)
})

test("the answer is a teammate's last in this handoff that says something (P17)", () => {
  const thread = items(
    said(1, mats, "An answer from an earlier case, which is long enough."),
    opened(2),
    said(3, klara, long),
    event(4, "note_written", {
      message: "n",
      text: "A note that nobody outside may ever see, at all.",
      actor: by(klara),
    }),
    said(5, klara, "You are welcome!"),
    event(6, "handoff_ended", { handoff: "h", outcome: "answered" }),
    opened(7, "later"),
    said(8, mats, "An answer in a later case, which is long enough."),
  )
  expect(answerIn(thread, "h")).toBe(long)
  expect(answerIn(thread, "later")).toContain("later case")
  expect(answerIn(items(opened(1), said(2, klara, "Yes.")), "h")).toBe("Yes.")
  expect(answerIn(items(opened(1)), "h")).toBe("")
})

test("of several words the last counts, with who said it; one of another handoff does not", () => {
  const thread = items(
    told(1, "needless"),
    told(2, "content_missing", mats),
    told(3, "needless", klara, "other"),
  )
  expect(saidOf(ended(), thread)).toEqual({
    lesson: "content_missing",
    by: { id: mats.id, name: mats.name },
  })
  expect(saidOf(ended(), [])).toBeNull()
  expect(saidOf(ended({ lesson: "needless" }), [])).toEqual({ lesson: "needless", by: null })
})

test("it is asked once a handoff has ended, and not of what was no real one", () => {
  expect(asksFor(ended())).toBe(true)
  expect(asksFor(ended({ outcome: null }))).toBe(false)
  expect(asksFor(ended({ outcome: "spam" }))).toBe(false)
})

test("each word leads to what mends it", () => {
  const ruled = ended({ rule: "Refund" })
  expect(proposalOf("content_missing", ruled, true, 1)).toBe("answer")
  expect([proposalOf("needless", ruled, false, 1), wantedAfter("needless")]).toEqual(["rule", "stay"])
  expect(proposalOf("needless", ended({ rule: null }), false, 1)).toBeNull()
  expect([proposalOf("needed_sooner", ended(), true, 1), wantedAfter("needed_sooner")]).toEqual([
    "rule",
    "hand_over",
  ])
  const needed = proposalOf("person_needed", ruled, true, 2)
  expect([needed, wantedAfter("person_needed")]).toEqual(["rule", "other_team"])
  expect(proposalOf("person_needed", ruled, false, 1)).toBeNull() // there is no other team
})

test("the team that a teammate gave a handoff to stands against the one that the rules chose (P17)", () => {
  const given = (seq: number, team: string, more = {}) =>
    event(seq, "transferred", { team, actor: by(klara), ...more })
  const first = event(1, "handoff_opened", { handoff: "h", team: "desk" })
  const later = event(6, "handoff_opened", { handoff: "later", team: "desk" })
  const of = (...events: WireEvent[]) => teamsOf(items(first, ...events), "h")
  expect(of()).toEqual({ chosen: "desk", given: null })
  expect(of(given(2, "returns"), given(3, "billing"))).toEqual({ chosen: "desk", given: "billing" })
  expect(of(given(2, "billing"), given(3, "desk")).given).toBeNull()
  expect(of(given(2, "billing", { teammate: mats.id })).given).toBeNull() // for a colleague's sake
  expect(of(given(2, "billing", { actor: { kind: "desk" } })).given).toBeNull()
  expect(of(event(2, "handoff_ended", { handoff: "h" }), later, given(7, "billing")).given).toBeNull()
})

test("nobody proposes that a rule keeps who asked for a person in plain words (P4)", () => {
  const asked = [said(1, "visitor", "Hello"), said(2, "visitor", "A person, please")]
  const thread = items(...asked, event(3, "person_asked", { message: "m2" }), opened(4))
  expect(askedPlainly(thread, "h")).toBe(true)
  expect(proposalOf("needless", ended({ rule: "Asked" }), true, 2)).toBeNull()
  expect(askedPlainly(items(...asked, opened(3)), "h")).toBe(false)
  const later = items(
    ...asked,
    event(3, "person_asked", { message: "m2" }),
    said(4, "visitor", "No"),
    opened(5),
  )
  expect(askedPlainly(later, "h")).toBe(false)
})
