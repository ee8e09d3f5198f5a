import type { Item } from "@chatref/shared/reducer"

/** Who gave a tag, as far as what was read of the thread tells it. */
export type Giver = { rule: string } | { teammate: string } | { assistant: true }

/** The latest that gave it counts. What a rule gives follows at once the handoff that it opened. */
export const giverOf = (tag: string, items: readonly Item[]): Giver | null => {
  const at = items.findLastIndex(item => gives(item, tag))
  const found = items[at]
  if (found?.type !== "change") return null
  const { actor } = found.event
  if (actor.kind === "teammate") return actor.name ? { teammate: actor.name } : null
  const before = items[at - 1]
  if (!before) return null
  const rule = ruleOf(before, found.number)
  if (rule) return { rule }
  return actor.kind === "assistant" ? { assistant: true } : null
}

const gives = (item: Item, tag: string): boolean =>
  item.type === "change" &&
  item.event.kind === "tagged" &&
  Array.isArray(item.event.add) &&
  item.event.add.includes(tag)

const ruleOf = (item: Item, before: number): string | null =>
  item.type === "change" && item.event.kind === "handoff_opened" && item.number === before - 1
    ? (item.event.rule ?? null)
    : null

/** As it is written already, so that one tag does not become two by its capitals. */
export const asKnown = (written: string, known: readonly string[]): string => {
  const tag = written.trim().replace(/\s+/g, " ")
  const folded = fold(tag)
  return known.find(each => fold(each) === folded) ?? tag
}

const fold = (tag: string) => tag.toLocaleLowerCase()

/** What may be meant: those that begin so before those with a word that does, in the order given. */
export const suggested = (written: string, known: readonly string[], taken: readonly string[]): string[] => {
  const start = fold(written.trim())
  const free = known.filter(tag => !taken.includes(tag))
  if (!start) return free
  const begins = free.filter(tag => fold(tag).startsWith(start))
  return [...begins, ...free.filter(tag => !begins.includes(tag) && fold(tag).includes(start))]
}
