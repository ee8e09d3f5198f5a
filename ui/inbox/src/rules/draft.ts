import type { ProposedRule } from "@chatref/shared/served"
import { type Condition, moved, replaced, without } from "./condition.ts"
import type { Book, Rule } from "./wire.ts"

/** A rule keeps its key while it is renamed and moved, so that its page and its place can be followed. */
export type Kept = Rule & { key: string }
export type Draft = { based_on: number; rules: Kept[] } & Omit<Book, "rules">

export const draftOf = (book: Book, version: number): Draft => ({
  based_on: version,
  rules: book.rules.map(rule => ({ ...stored(rule), key: rule.name })),
  intents: book.intents,
  playbooks: book.playbooks,
})

/** As it is saved: a sentence is what the server says of it. */
export const stored = ({ sentence, ...rule }: Rule & { sentence?: string }): Rule => rule

export const bookOf = ({ rules, intents, playbooks }: Draft): Book => ({
  rules: rules.map(plain),
  intents,
  playbooks,
})

export const plain = ({ key, ...rule }: Kept): Rule => rule

export const same = (one: Draft, other: Draft): boolean =>
  JSON.stringify(bookOf(one)) === JSON.stringify(bookOf(other))

export const edited = (draft: Draft, rule: Kept): Draft => ({
  ...draft,
  rules: draft.rules.map(each => (each.key === rule.key ? rule : each)),
})

export const movedTo = (draft: Draft, from: number, to: number): Draft => ({
  ...draft,
  rules: moved(draft.rules, from, to),
})

export const removed = (draft: Draft, key: string): Draft => ({
  ...draft,
  rules: draft.rules.filter(rule => rule.key !== key),
})

/** Back to where it was, or as near as the rules are long. */
export const restored = (draft: Draft, rule: Kept, at: number): Draft => ({
  ...draft,
  rules: [...draft.rules.slice(0, at), rule, ...draft.rules.slice(at)],
})

export const duplicated = (draft: Draft, key: string): { draft: Draft; key: string } => {
  const at = draft.rules.findIndex(rule => rule.key === key)
  const rule = draft.rules[at]
  if (!rule) return { draft, key }
  const name = freeName(draft, rule.name)
  const copy = { ...rule, name, key: freeKey(draft, name) }
  return { draft: restored(draft, copy, at + 1), key: copy.key }
}

/** Appended in their order; what has a name already that is taken gets the next free one. */
export const added = (draft: Draft, rules: readonly Rule[]): Draft => rules.reduce(appended, draft)

const appended = (draft: Draft, rule: Rule): Draft => {
  const name = rule.name && freeName(draft, rule.name)
  return { ...draft, rules: [...draft.rules, { ...rule, name, key: freeKey(draft, name || "new") }] }
}

/** A rule that was proposed, at its place. Of one that it changes, the rest stays as it is written here; the team too,
 * unless the proposal is about it. */
export const proposedInto = (
  draft: Draft,
  { rule, before, replaces }: Pick<ProposedRule, "rule" | "before" | "replaces">,
  held: Pick<Draft, "rules"> = draft,
): { draft: Draft; key: string } => {
  const when = rule.when as Condition
  const there = draft.rules.find(
    each => each.name === rule.name && JSON.stringify(each.when) === JSON.stringify(when),
  )
  const known = draft.rules.find(({ key }) => key === replaces)
  if (there && !known) return { draft, key: there.key }
  const name = freeName(draft, rule.name)
  const kept = held.rules.find(({ key }) => key === replaces)
  const team = known && kept?.team === rule.team ? known.team : rule.team
  const next: Kept = known
    ? { ...known, when, on: rule.on, sites: rule.sites, team }
    : { ...stored({ ...rule, when }), name, key: freeKey(draft, name) }
  const rest = draft.rules.filter(each => each !== known)
  const at = rest.findIndex(({ key }) => key === before)
  return { draft: restored({ ...draft, rules: rest }, next, at < 0 ? rest.length : at), key: next.key }
}

const freeName = (draft: Pick<Draft, "rules">, wanted: string): string =>
  free(
    wanted,
    draft.rules.map(({ name }) => name),
  )

const freeKey = (draft: Draft, wanted: string): string =>
  free(
    wanted,
    draft.rules.map(({ key }) => key),
  )

const free = (wanted: string, taken: readonly string[]): string => {
  if (!taken.includes(wanted)) return wanted
  const stem = wanted.replace(/ \d+$/, "")
  for (let number = 2; ; number++) if (!taken.includes(`${stem} ${number}`)) return `${stem} ${number}`
}

export const newRule: Rule = {
  name: "",
  when: { all: [{ phrase: [] }] },
  reason: "",
  action: null,
  team: null,
  priority: "normal",
  tags: [],
  hand_over: {},
  confirmation: {},
  on: true,
  sites: [],
}

/** An intent renamed takes the rules that ask for it along. */
export const renamedIntent = (draft: Draft, at: number, name: string): Draft => {
  const before = draft.intents[at]
  if (!before) return draft
  return {
    ...draft,
    intents: replaced(draft.intents, at, { ...before, name }),
    rules: before.name
      ? draft.rules.map(rule => ({ ...rule, when: asking(rule.when, before.name, name) }))
      : draft.rules,
  }
}

const asking = <T>(value: T, from: string, to: string): T => {
  if (Array.isArray(value)) return value.map(each => asking(each, from, to)) as T
  if (typeof value !== "object" || value === null) return value
  const pairs = Object.entries(value).map(([key, inner]) => [
    key,
    key === "intent" ? renamed(inner, from, to) : asking(inner, from, to),
  ])
  return Object.fromEntries(pairs) as T
}

const renamed = (intent: unknown, from: string, to: string): unknown => {
  if (intent === from) return to
  const named = intent as { name?: unknown } | null
  return named?.name === from ? { ...named, name: to } : intent
}

/** The names of the rules that ask for an intent. */
export const asksFor = (draft: Draft, intent: string): string[] =>
  draft.rules
    .filter(({ when }) => JSON.stringify(asking(when, intent, "\0")).includes('"\\u0000"'))
    .map(({ name }) => name)

export const withoutIntent = (draft: Draft, at: number): Draft => ({
  ...draft,
  intents: without(draft.intents, at),
})
