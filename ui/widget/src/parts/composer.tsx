import { ArrowUp } from "@chatref/shared/icons"
import type { RefObject } from "preact"
import { useEffect, useLayoutEffect, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

const LONGEST = 8_000

interface Props {
  chat: Chat
  screen: Screen
  field: RefObject<HTMLTextAreaElement | null>
}

export function Composer({ chat, screen, field }: Props) {
  const strings = useStrings()
  const [text, type] = useDraft()
  useLayoutEffect(() => grow(field.current), [text])
  const send = () => {
    if (!text.trim()) return
    chat.write(text.trim())
    type("")
    field.current?.focus()
  }
  const placeholder = screen.view.head?.stage === "resolved" ? strings.writeAgain : strings.writeMessage
  return (
    <form class="composer" onSubmit={event => submit(event, send)}>
      <textarea
        ref={field}
        rows={1}
        value={text}
        maxLength={LONGEST}
        placeholder={placeholder}
        aria-label={placeholder}
        enterkeyhint="send"
        onInput={event => {
          type(event.currentTarget.value)
          chat.typing()
        }}
        onKeyDown={event => isSend(event) && submit(event, send)}
      />
      {text ? (
        <button
          type="submit"
          class="button primary square send"
          aria-label={strings.send}
          disabled={!text.trim()}
        >
          <Icon of={ArrowUp} />
        </button>
      ) : (
        <AskPerson chat={chat} screen={screen} asked={() => field.current?.focus()} />
      )}
    </form>
  )
}

function AskPerson({ chat, screen, asked }: { chat: Chat; screen: Screen; asked: () => void }) {
  const strings = useStrings()
  if (!isPersonOffered(screen)) return null
  const asking = screen.letters.some(
    ({ command, state }) => command.kind === "ask_person" && state !== "refused",
  )
  const ask = () => {
    chat.askPerson()
    asked()
  }
  return (
    <button type="button" class="text-button" disabled={asking} onClick={ask}>
      {strings.talkToPerson}
    </button>
  )
}

function submit(event: Event, send: () => void): void {
  event.preventDefault()
  send()
}

/** Enter sends, Shift+Enter is a new line, and an input method's Enter is its own. */
function isSend(event: KeyboardEvent): boolean {
  return event.key === "Enter" && !event.shiftKey && !event.isComposing
}

/** Wherever no person is on the way yet. */
function isPersonOffered({ view }: Screen): boolean {
  if (view.gone) return false
  const stage = view.head?.stage ?? "assistant"
  return stage === "assistant" || stage === "collecting" || stage === "resolved"
}

const draftKey = "chatref:draft"

/** What was typed and not sent survives a reload of the page. */
function useDraft(): [string, (text: string) => void] {
  const [text, type] = useState(recall)
  useEffect(() => {
    try {
      sessionStorage.setItem(draftKey, text)
    } catch (error) {
      if (!(error instanceof DOMException)) throw error
    }
  }, [text])
  return [text, type]
}

function recall(): string {
  try {
    return sessionStorage.getItem(draftKey) ?? ""
  } catch (error) {
    if (error instanceof DOMException) return ""
    throw error
  }
}

const TALLEST = 132

function grow(field: HTMLTextAreaElement | null): void {
  if (!field) return
  field.style.height = "auto"
  field.style.height = `${Math.min(field.scrollHeight, TALLEST)}px`
}
