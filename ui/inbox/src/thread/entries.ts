import type { Change, Item, Message } from "@chatref/shared/reducer"
import { type Group, group } from "@chatref/shared/thread"
import { type Names, wordsOf } from "./lines.ts"

export type Line = { key: number; at: string; text: string; said: boolean }
export type Entry =
  | Group
  | { type: "day"; key: number; at: string }
  | { type: "lines"; key: number; lines: Line[] }
  | { type: "unread"; key: number }

/** The thread as drawn: groups of messages, runs of thin lines, days, and where the unread part begins. */
export const entriesOf = (items: readonly Item[], names: Names, seen: number | null): Entry[] => {
  const entries = runs(items, names)
  const first = seen === null ? null : firstUnread(items, seen)
  return first === null || first === items[0]?.number ? entries : withUnread(entries, first)
}

const withUnread = (entries: Entry[], first: number): Entry[] => {
  const mark: Entry = { type: "unread", key: first }
  const at = entries.findIndex(
    entry => entry.type === "group" && entry.messages.some(({ number }) => number === first),
  )
  const [group] = entries.slice(at, at + 1)
  if (group?.type !== "group") return entries
  const [before, after] = [entries.slice(0, at), entries.slice(at + 1)]
  const old = group.messages.filter(({ number }) => number < first)
  const fresh = group.messages.filter(({ number }) => number >= first)
  return [...before, ...cut(group, old), mark, ...cut(group, fresh), ...after]
}

/** A part of a group as a group of its own, or nothing. */
const cut = (group: Group, [first, ...rest]: Message[]): Group[] =>
  first ? [{ ...group, key: first.number, messages: [first, ...rest] }] : []

const firstUnread = (items: readonly Item[], seen: number): number | null =>
  items.find(item => item.number > seen && item.type === "message" && !item.line)?.number ?? null

const runs = (items: readonly Item[], names: Names): Entry[] => {
  const lines = new Map<number, Line>()
  for (const item of items) {
    const text = item.type === "change" ? wordsOf(item.event, names) : item.line && item.text
    if (text) lines.set(item.number, { key: item.number, at: item.at, text, said: item.type === "message" })
  }
  const shown = items.filter(item => lines.has(item.number) || (item.type === "message" && !item.line))
  return merged(group(shown.map(asChange)), lines)
}

/** The desk's words to the visitor are drawn as lines, so they don't make groups. */
const asChange = (item: Item): Item => (item.type === "message" && item.line ? changeOf(item) : item)

const changeOf = (message: Message): Change => ({
  type: "change",
  number: message.number,
  at: message.at,
  event: { kind: "noted", vseq: null, at: message.at, actor: message.from, after: noControl },
})

const noControl = {
  stage: "assistant",
  epoch: 0,
  turn: 0,
  rev: 0,
  episode: 0,
  owner: null,
  paused: false,
} as const

const merged = (entries: ReturnType<typeof group>, lines: ReadonlyMap<number, Line>): Entry[] => {
  const result: Entry[] = []
  for (const entry of entries) {
    if (entry.type !== "change") {
      result.push(entry)
      continue
    }
    const line = lines.get(entry.number)
    const last = result.at(-1)
    if (line && last?.type === "lines") last.lines.push(line)
    else if (line) result.push({ type: "lines", key: line.key, lines: [line] })
  }
  return result
}
