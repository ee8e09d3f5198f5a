import type { Item, Message } from "@chatref/shared/reducer"

export const longestQuestion = 300
/** Fewer words than these thank or say goodbye rather than answer. */
const fewest = 7

/** What the visitor wanted to know when this handoff opened, in one line; asking for a person is no question. */
export const questionIn = (items: readonly Item[], handoff: string): string => {
  const asked = askedForPerson(items)
  const said = items.filter(isVisitors)
  const questions = said.filter(({ id }) => !asked.has(id))
  const opened = openedAt(items, handoff)
  const found =
    questions.findLast(({ number }) => number <= opened) ??
    questions.find(({ number }) => number > opened) ??
    said.at(-1)
  return shortened(found?.text ?? "")
}

/** What a teammate last told the visitor in this handoff, but for thanks and goodbyes. */
export const answerIn = (items: readonly Item[], handoff: string): string => {
  const [from, until] = [openedAt(items, handoff), endedAt(items, handoff)]
  const told = items.filter(isTeammates).filter(({ number }) => number > from && number <= until)
  const found = told.findLast(({ text }) => wordsIn(text) >= fewest) ?? told.at(-1)
  return found?.text ?? ""
}

/** Whether the words upon which this handoff opened ask for a person. */
export const askedPlainly = (items: readonly Item[], handoff: string): boolean => {
  const opened = openedAt(items, handoff)
  const words = items.filter(isVisitors).findLast(({ number }) => number <= opened)
  return words !== undefined && askedForPerson(items).has(words.id)
}

const isVisitors = (item: Item): item is Message => item.type === "message" && item.from.kind === "visitor"

const isTeammates = (item: Item): item is Message =>
  item.type === "message" && item.from.kind === "teammate" && !item.note && !item.line

const askedForPerson = (items: readonly Item[]): ReadonlySet<unknown> =>
  new Set(changesOf(items, "person_asked").map(({ event }) => (event as { message?: unknown }).message))

const openedAt = (items: readonly Item[], handoff: string): number =>
  numberOf(items, "handoff_opened", handoff) ?? 0

const endedAt = (items: readonly Item[], handoff: string): number =>
  numberOf(items, "handoff_ended", handoff) ?? Number.POSITIVE_INFINITY

const numberOf = (items: readonly Item[], kind: string, handoff: string): number | undefined =>
  changesOf(items, kind).find(({ event }) => (event as { handoff?: unknown }).handoff === handoff)?.number

const changesOf = (items: readonly Item[], kind: string) =>
  items.filter(item => item.type === "change").filter(({ event }) => event.kind === kind)

const wordsIn = (text: string): number => text.split(/\s+/).filter(Boolean).length

const shortened = (text: string): string => {
  const line = text.split(/\s+/).filter(Boolean).join(" ")
  if (line.length <= longestQuestion) return line
  const cut = line.slice(0, longestQuestion)
  return cut.slice(0, Math.max(cut.lastIndexOf(" "), 1))
}
