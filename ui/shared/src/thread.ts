/** How a thread reads: consecutive messages of one speaker stand together. */
import type { Change, Item, Message } from "./reducer.ts"
import type { Actor } from "./wire.ts"

export interface Group {
  type: "group"
  key: number
  from: Actor
  messages: [Message, ...Message[]]
}

export type Entry = Group | Change | { type: "day"; key: number; at: string }

const TOGETHER = 5 * 60_000

/** Desk lines stand alone, since each is shown in its own way; a new day is an entry of its own. */
export function group(items: Item[]): Entry[] {
  const entries: Entry[] = []
  let day = ""
  for (const item of items) {
    const today = new Date(item.at).toDateString()
    if (item.type === "message" && today !== day) {
      entries.push({ type: "day", key: item.number, at: item.at })
      day = today
    }
    place(entries, item)
  }
  return entries
}

function place(entries: Entry[], item: Item): void {
  if (item.type === "change") {
    entries.push(item)
    return
  }
  const last = entries.at(-1)
  if (last?.type === "group" && belongs(last, item)) last.messages.push(item)
  else entries.push({ type: "group", key: item.number, from: item.from, messages: [item] })
}

function belongs(group: Group, message: Message): boolean {
  const last = group.messages.at(-1)
  if (!last || last.line || message.line || last.note !== message.note) return false
  if (last.byMail !== message.byMail) return false
  const near = Date.parse(message.at) - Date.parse(last.at) < TOGETHER
  return near && speaker(group.from) === speaker(message.from)
}

function speaker(actor: Actor): string {
  return `${actor.kind}:${actor.id ?? actor.name ?? ""}`
}
