import { expect, test } from "vitest"
import { landing } from "../src/parts/drag.ts"
import { exactly, here, inside, problemsOf } from "../src/parts/where.ts"
import { routeOf } from "../src/route.ts"
import { asGroup, moved, placeOf, seen, turned, unwrapped } from "../src/rules/condition.ts"
import {
  added,
  asksFor,
  bookOf,
  draftOf,
  duplicated,
  edited,
  movedTo,
  newRule,
  proposedInto,
  removed,
  renamedIntent,
  restored,
  same,
} from "../src/rules/draft.ts"
import { parsed } from "../src/rules/json.ts"
import { foldersIn, inherits, type Mark, marked, markOn } from "../src/rules/marks.ts"
import { pressed } from "../src/rules/step-keys.ts"

const rule = (name: string, when: Record<string, unknown> = { asks_for_person: "strong" }) => ({
  ...newRule,
  name,
  when,
  reason: name,
})
const book = { rules: ["One", "Two", "Three"].map(name => rule(name)), intents: [], playbooks: {} }
const draft = draftOf(book, 3)
const names = ({ rules }: Pick<typeof draft, "rules">) => rules.map(({ name }) => name)

test("a condition is seen as groups and tests, however often it is turned round", () => {
  expect(seen({ not: { not: { phrase: ["a"] } } })).toMatchObject({
    type: "test",
    negated: false,
    key: "phrase",
  })
  expect(seen({ not: { any: [{ turns: 2 }, "?"] } })).toMatchObject({
    type: "group",
    negated: true,
    join: "any",
    parts: [{ turns: 2 }],
  })
  expect(turned({ turns: 2 }, true)).toEqual({ not: { turns: 2 } })
  expect(asGroup({ turns: 2 })).toEqual({ all: [{ turns: 2 }] })
  expect(asGroup({ any: [] })).toEqual({ any: [] })
})

test("a group gives its parts to the one around it, unless it is turned round", () => {
  const parts = [{ turns: 1 }, { any: [{ turns: 2 }, { turns: 3 }] }, { not: { all: [{ turns: 4 }] } }]
  expect(unwrapped(parts, 1)).toEqual([{ turns: 1 }, { turns: 2 }, { turns: 3 }, parts[2]])
  expect(unwrapped(parts, 2)).toEqual(parts)
})

test("what is wrong stands at its field, also inside a not, and where nothing smaller can show it", () => {
  const found = problemsOf({ "rules[3].when.any[0].not.phrase[1]": "empty", "rules[3].name": "taken" })
  const ofRule = inside(found, "rules.3")
  expect(exactly(ofRule, "name")).toBe("taken")
  const part = { not: { phrase: ["a", ""] } }
  const ofPart = inside(inside(ofRule, "when"), "any.0")
  expect(here(ofPart, `${placeOf(part, "").slice(1)}.phrase`)).toBe("empty")
  expect(inside(found, "rules.30")).toEqual([])
})

test("JSON that breaks off says in which line and column", () => {
  expect(parsed('{"a": [1, 2, {"b": "c\\n"}], "d": null}').error).toBe(null)
  const breaks = (text: string) => {
    const { error } = parsed(text)
    return error && [error.line, error.column]
  }
  expect(breaks('{\n  "a": 1,\n  b: 2\n}')).toEqual([3, 3])
  expect(breaks('{"a": 1,}')).toEqual([1, 9])
  expect(breaks('{"a": [1, 2}')).toEqual([1, 12])
  expect(breaks('{"a" 1}')).toEqual([1, 6])
  expect(breaks('{\n"a": "b"')).toEqual([2, 9])
  expect(breaks("")).toEqual([1, 1])
  expect(breaks("[1] 2")).toEqual([1, 5])
})

test("a proposed rule goes where it decides, once, and leaves alone what was not saved (P17)", () => {
  const rule = { ...newRule, name: "Torn", when: { phrase: ["torn"] }, reason: "Torn", sentence: "When …" }
  const first = proposedInto(draft, { rule, before: "Two", replaces: null })
  expect(names(first.draft)).toEqual(["One", "Torn", "Two", "Three"])
  expect(bookOf(first.draft).rules[1]).not.toHaveProperty("sentence")
  expect(proposedInto(first.draft, { rule, before: "Two", replaces: null })).toEqual(first)
  const other = { ...rule, when: { phrase: ["broken"] } }
  expect(names(proposedInto(first.draft, { rule: other, before: "gone", replaces: null }).draft)).toEqual([
    "One",
    "Torn",
    "Two",
    "Three",
    "Torn 2",
  ])
  const [, two] = draft.rules
  const mine = two ? edited(draft, { ...two, name: "Mine", reason: "Mine" }) : draft
  const changed = proposedInto(mine, {
    rule: { ...rule, name: "Two", on: false },
    before: "One",
    replaces: "Two",
  })
  expect(names(changed.draft)).toEqual(["Mine", "One", "Three"])
  expect(changed.key).toBe("Two")
  expect(changed.draft.rules[0]).toMatchObject({ reason: "Mine", on: false, when: rule.when })
})

test("a team that is proposed goes into the draft, and undoes none that was chosen there (P17)", () => {
  const [, two] = draft.rules
  const mine = two ? edited(draft, { ...two, team: "mine" }) : draft
  const propose = (team: string | null) => {
    const changed = { ...newRule, name: "Two", when: { turns: 2 }, reason: "Two", sentence: "", team }
    const proposal = { rule: changed, before: "Three", replaces: "Two" }
    return proposedInto(mine, proposal, draft).draft.rules[1]?.team
  }
  expect([propose("returns"), propose(null)]).toEqual(["returns", "mine"])
})

test("rules are moved, copied under a free name, deleted and brought back to their place", () => {
  expect(names(movedTo(draft, 2, 0))).toEqual(["Three", "One", "Two"])
  expect(moved(["a", "b"], 0, 5)).toEqual(["a", "b"])
  const copy = duplicated(draft, "One")
  expect(names(copy.draft)).toEqual(["One", "One 2", "Two", "Three"])
  expect(names(duplicated(copy.draft, "One 2").draft)).toEqual(["One", "One 2", "One 3", "Two", "Three"])
  const [one, two] = draft.rules
  const rest = removed(draft, "Two")
  expect(names(rest)).toEqual(["One", "Three"])
  expect(two && names(restored(rest, two, 1))).toEqual(["One", "Two", "Three"])
  expect(one && names(edited(draft, { ...one, name: "Uno" }))).toEqual(["Uno", "Two", "Three"])
  expect(
    added(draft, [newRule, newRule])
      .rules.slice(3)
      .map(({ key }) => key),
  ).toEqual(["new", "new 2"])
})

test("a draft is what was read until something in it differs; keys and sentences are never sent", () => {
  const read = { ...book, rules: book.rules.map(each => ({ ...each, sentence: "When …" })) }
  expect(same(draftOf(read, 3), draft)).toBe(true)
  expect(same(movedTo(draft, 0, 1), draft)).toBe(false)
  expect(bookOf(draftOf(read, 3))).toEqual(book)
})

test("an intent that is renamed takes the rules that ask for it along", () => {
  const asking = draftOf(
    {
      ...book,
      rules: [
        rule("A", { any: [{ intent: "refund" }, { tag: "refund" }] }),
        rule("B", { not: { intent: { name: "refund", at_least: 0.5 } } }),
      ],
      intents: [{ name: "refund", examples: ["Money back"] }],
    },
    1,
  )
  expect(asksFor(asking, "refund")).toEqual(["A", "B"])
  const renamed = renamedIntent(asking, 0, "return")
  expect(asksFor(renamed, "refund")).toEqual([])
  expect(renamed.rules.map(({ when }) => when)).toEqual([
    { any: [{ intent: "return" }, { tag: "refund" }] },
    { not: { intent: { name: "return", at_least: 0.5 } } },
  ])
})

test("a dragged row lands where its middle has passed the others'", () => {
  const middles = [10, 30, 50, 70]
  expect(landing(middles, 1, 0)).toBe(1)
  expect(landing(middles, 0, 45)).toBe(2)
  expect(landing(middles, 3, -45)).toBe(1)
  expect(landing(middles, 2, 999)).toBe(3)
  expect(landing(middles, 2, -999)).toBe(0)
})

test("every part of the page and every rule has an address", () => {
  const at = (pathname: string, search = "") => routeOf({ pathname, search, hash: "" })
  expect(at("/settings/rules")).toEqual({ page: "rules", part: "rules", rule: null })
  expect(at("/settings/rules/intents")).toMatchObject({ part: "intents" })
  expect(at("/settings/rules", "?rule=Billing+dispute")).toMatchObject({ rule: "Billing dispute" })
  expect(at("/settings/start")).toEqual({ page: "start" })
})

test("a mark replaces the one on the same address, and covers what lies below it", () => {
  const mark = (what: Mark["what"], value: string, more: Partial<Mark> = {}): Mark => ({
    what,
    value,
    tags: [],
    person_decides: false,
    ...more,
  })
  const help = "https://shop.example/help"
  const legal = mark("folder", `${help}/legal/`, { person_decides: true })
  const marks = marked(marked([], mark("page", `${help}/refunds`, { tags: ["money"] })), legal)
  expect(inherits(marks, "page", `${help}/legal/terms#1`)).toBe(true)
  expect(inherits(marks, "page", `${help}/legalese`)).toBe(false)
  expect(inherits(marks, "folder", `${help}/legal`)).toBe(false)
  expect(inherits(marks, "page", `${help}/refunds`)).toBe(false)
  const tagged = marked(marks, mark("tag", "money", { person_decides: true }))
  expect(inherits(tagged, "page", `${help}/refunds`)).toBe(true)
  expect(marked(marks, { ...legal, value: `${help}/legal`, person_decides: false })).toHaveLength(1)
  expect(markOn(marks, "folder", `${help}/legal`).person_decides).toBe(true)
  expect(foldersIn(help, [`${help}/a/b/c`, `${help}/d`, `${help}`])).toEqual([`${help}/a`, `${help}/a/b`])
})

test("a mark on a source covers all that was learned from it, files too, which are named within it", () => {
  const source: Mark = { what: "source", value: "/srv/help", tags: [], person_decides: true }
  expect(inherits([source], "page", "legal/terms.md", "/srv/help/")).toBe(true)
  expect(inherits([source], "page", "legal/terms.md", "/srv/helpers")).toBe(false)
  expect(inherits([source], "source", "/srv/help", "/srv/help")).toBe(false)
  expect(foldersIn("/srv/help", ["legal/eu/terms.md", "hours.md"])).toEqual(["legal", "legal/eu"])
})

test("in a playbook Enter goes on, Alt and an arrow move a step, Backspace takes an empty one away (P16)", () => {
  const [greet, solve, blank] = ["Greet", "Solve", ""].map(text => ({ text, confirm: false }))
  if (!greet || !solve || !blank) throw new Error("there are three")
  const plainly = (key: string) => ({ key, altKey: false })
  expect(pressed([greet, solve], 1, plainly("Enter"))).toEqual({ steps: [greet, solve], at: 2 })
  expect(pressed([greet, solve], 1, { key: "ArrowUp", altKey: true })).toEqual({
    steps: [solve, greet],
    at: 0,
  })
  expect(pressed([greet, solve], 0, { key: "ArrowUp", altKey: true })).toBeNull()
  expect(pressed([greet, solve], 1, { key: "ArrowDown", altKey: true })).toBeNull()
  expect(pressed([greet, solve], 2, { key: "ArrowUp", altKey: true })).toBeNull()
  expect(pressed([greet, solve], 1, plainly("ArrowUp"))).toBeNull()
  expect(pressed([greet, blank], 1, plainly("Backspace"))).toEqual({ steps: [greet], at: 0 })
  expect(pressed([blank, greet], 0, plainly("Backspace"))).toEqual({ steps: [greet], at: 0 })
  expect(pressed([greet], 0, plainly("Backspace"))).toBeNull()
  expect(pressed([greet], 1, plainly("Backspace"))).toBeNull()
})
