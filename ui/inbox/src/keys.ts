import { useLayoutEffect, useRef } from "react"
import { mailWords } from "./mail/words.ts"
import { offerStrings } from "./offer/strings.ts"
import { reviewStrings } from "./review/strings.ts"
import { strings } from "./strings.ts"

const words = strings.keys

/** The whole key map. A key without a modifier is silent while somebody writes. */
export const keyMap = [
  { action: "next", group: words.lists, keys: ["j", "ArrowDown"], words: words.next },
  { action: "previous", group: words.lists, keys: ["k", "ArrowUp"], words: words.previous },
  { action: "open", group: words.lists, keys: ["Enter"], words: words.open },
  { action: "needsPerson", group: words.lists, keys: ["1"], words: words.needsPerson },
  { action: "mine", group: words.lists, keys: ["2"], words: words.mine },
  { action: "filter", group: words.lists, keys: ["f"], words: words.filter },
  { action: "takeOver", group: words.conversation, keys: ["t"], words: words.takeOver },
  { action: "reply", group: words.conversation, keys: ["r"], words: words.reply },
  { action: "note", group: words.conversation, keys: ["n"], words: words.note },
  { action: "resolve", group: words.conversation, keys: ["e"], words: words.resolve },
  { action: "review", group: words.conversation, keys: ["l"], words: reviewStrings.key },
  { action: "context", group: words.conversation, keys: ["i"], words: words.context },
  { action: "fileMail", group: mailWords.keys.group, keys: ["m"], words: mailWords.keys.file },
  { action: "openMail", group: mailWords.keys.group, keys: ["o"], words: mailWords.keys.open },
  { action: "discardMail", group: mailWords.keys.group, keys: ["d"], words: mailWords.keys.discard },
  { action: "accept", group: words.anywhere, keys: ["a"], words: offerStrings.keys.accept },
  { action: "decline", group: words.anywhere, keys: ["x"], words: offerStrings.keys.decline },
  { action: "availability", group: words.anywhere, keys: ["v"], words: offerStrings.keys.availability },
  { action: "map", group: words.anywhere, keys: ["?"], words: words.map },
  { action: "escape", group: words.anywhere, keys: ["Escape"], words: words.escape },
] as const

type KeyAction = (typeof keyMap)[number]["action"]
export type KeyHandlers = Partial<Record<KeyAction, () => void>>

export const keyName = (key: string): string =>
  ({ ArrowDown: "↓", ArrowUp: "↑", Escape: "Esc", Enter: "Enter" })[key] ?? key.toUpperCase()

export const sendKeys = /Mac|iPhone|iPad/.test(navigator.platform) ? "⌘↵" : "Ctrl ↵"

type Pressed = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey">

/** What a key means here; `writing` and `operating` say what has the focus. */
export const actionOf = (
  event: Pressed,
  focus: { writing: boolean; operating: boolean },
): KeyAction | null => {
  if (event.ctrlKey || event.metaKey || event.altKey) return null
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const row = keyMap.find(({ keys }) => (keys as readonly string[]).includes(key))
  if (!row || (focus.writing && row.action !== "escape")) return null
  return focus.operating && key === "Enter" ? null : row.action
}

const focusOf = (target: EventTarget | null) => {
  const element = target instanceof Element ? target : null
  return {
    writing: Boolean(element?.closest("input, textarea, select, [contenteditable=true]")),
    operating: Boolean(element?.closest("a, button, summary, [role=menuitem], [role=tab]")),
  }
}

/** Arrows belong to whatever scrolls or has a menu; J and K walk the list from everywhere. */
const isTaken = (event: KeyboardEvent): boolean => {
  const element = event.target instanceof Element ? event.target : null
  if (event.defaultPrevented || element?.closest("[role=dialog], [role=menu]")) return true
  return event.key.startsWith("Arrow") && Boolean(element?.closest("[data-arrows=own]"))
}

/** A key is heard from the moment that what it acts on can be seen. */
export function useKeys(handlers: KeyHandlers): void {
  const latest = useRef(handlers)
  latest.current = handlers
  useLayoutEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (isTaken(event)) return
      const action = actionOf(event, focusOf(event.target))
      const act = action && latest.current[action]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener("keydown", press)
    return () => removeEventListener("keydown", press)
  }, [])
}
