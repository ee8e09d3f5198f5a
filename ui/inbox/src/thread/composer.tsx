import { newId } from "@chatref/shared/id"
import type { Me, TeamCommand } from "@chatref/shared/inbox-wire"
import type { View } from "@chatref/shared/reducer"
import { useLayoutEffect, useRef, useState } from "react"
import { flushSync } from "react-dom"
import { sendKeys } from "../keys.ts"
import { tellTyping } from "../live.ts"
import { Button } from "../parts/button.tsx"
import { Key } from "../parts/key.tsx"
import { letters } from "../sending.ts"
import { strings } from "../strings.ts"
import type { Acts } from "./acts.ts"
import { type Mode, useDraft } from "./draft.ts"
import { unreadIn } from "./eyes.ts"
import { HeldBack, useHeld } from "./held-back.tsx"
import { askedAgain } from "./known.ts"
import { lastSeen, type Thread } from "./state.ts"

const words = strings.composer

type Seen = ReturnType<typeof lastSeen>

type Props = { thread: Thread; me: Me; acts: Acts }

export function Composer({ thread, me, acts }: Props) {
  const [mode, setMode] = useState<Mode>("reply")
  const field = useRef<HTMLTextAreaElement>(null)
  const { conversation } = thread.summary
  const drafts = { reply: useDraft(conversation, "reply"), note: useDraft(conversation, "note") }
  const [text, setText] = drafts[mode]
  const held = useHeld(conversation)
  const barred = barredBy(thread, me, mode)
  const { warned, warn } = useWarning()
  useWriteKey(field, setMode)
  const send = (resolve: boolean) => {
    if (!text.trim() || barred || held || (mode === "reply" && warn(thread.view))) return
    const go = (ticks: string[] | null) => {
      letters.send(conversation, orderOf(mode, text.trim(), lastSeen(thread.view), ticks))
      setText("")
      acts.ask(null)
    }
    if (resolve && mode === "reply") acts.whenTold(go)
    else go(null)
  }
  return (
    <section
      className="composer"
      data-mode={mode}
      aria-label={mode === "note" ? words.noteLabel : words.label}
    >
      {held && (
        <HeldBack
          letter={held}
          thread={thread}
          me={me}
          onKeep={kept => {
            setMode("reply")
            drafts.reply[1]([kept, drafts.reply[0]].filter(Boolean).join("\n\n"))
            field.current?.focus()
          }}
          onSent={() => field.current?.focus()}
        />
      )}
      {warned && mode === "reply" && (
        <div className="held" role="alert">
          <strong>{strings.behind.visitor}</strong>
          <p>{strings.behind.visitorText}</p>
        </div>
      )}
      <Modes mode={mode} onMode={setMode} field={field} />
      <textarea
        ref={field}
        value={text}
        rows={2}
        dir="auto"
        aria-label={mode === "note" ? words.noteLabel : words.label}
        placeholder={barred ?? (mode === "note" ? words.notePlaceholder : words.placeholder)}
        readOnly={Boolean(barred)}
        onChange={event => {
          setText(event.currentTarget.value)
          if (mode === "reply") tellTyping(conversation)
        }}
        onKeyDown={event => {
          if (event.key === "Enter" && (event.metaKey || event.ctrlKey)) send(event.shiftKey)
        }}
      />
      {mode === "reply" && <AlreadyGiven text={text} thread={thread} />}
      <footer>
        <p>{mode === "note" ? words.noteHint : hintOf(thread, acts)}</p>
        <SendButtons mode={mode} ready={Boolean(text.trim()) && !barred && !held} send={send} />
      </footer>
    </section>
  )
}

/** Warns once if the visitor wrote what was not read yet, and shows it; sending again passes. */
function useWarning() {
  const [warned, setWarned] = useState<number | null>(null)
  const warn = (view: View): boolean => {
    const unread = unreadIn(view)
    const news = unread !== null && unread !== warned
    setWarned(news ? unread : null)
    if (news) dispatchEvent(new Event("chatref:latest"))
    return news
  }
  return { warned: warned !== null, warn }
}

function AlreadyGiven({ text, thread }: { text: string; thread: Thread }) {
  const detail = askedAgain(text, thread.details)
  return (
    <div role="status">
      {detail && (
        <p className="already">
          {words.already} <b>{detail.label}:</b> <span className="figures">{detail.value}</span>
        </p>
      )}
    </div>
  )
}

function Modes({
  mode,
  onMode,
  field,
}: {
  mode: Mode
  onMode: (mode: Mode) => void
  field: React.RefObject<HTMLTextAreaElement | null>
}) {
  const tab = (name: Mode, key: string) => (
    <button
      type="button"
      aria-pressed={mode === name}
      onClick={() => {
        onMode(name)
        field.current?.focus()
      }}
    >
      {words[name]}
      <Key of={key} />
    </button>
  )
  return (
    <div className="modes">
      {tab("reply", "R")}
      {tab("note", "N")}
    </div>
  )
}

function SendButtons({
  mode,
  ready,
  send,
}: {
  mode: Mode
  ready: boolean
  send: (resolve: boolean) => void
}) {
  if (mode === "note") {
    return (
      <Button look="primary" keys={sendKeys} disabled={!ready} onClick={() => send(false)}>
        {words.sendNote}
      </Button>
    )
  }
  return (
    <div className="sends">
      <Button disabled={!ready} onClick={() => send(true)}>
        {words.sendResolve}
      </Button>
      <Button look="primary" keys={sendKeys} disabled={!ready} onClick={() => send(false)}>
        {words.send}
      </Button>
    </div>
  )
}

/** Send and resolve is one command: either both happen or neither. `ticks` says that it resolves. */
const orderOf = (mode: Mode, text: string, seen: Seen, ticks: string[] | null): TeamCommand => {
  const words = { message: newId(), text }
  if (mode === "note") return { kind: "note", ...words }
  return ticks
    ? { kind: "resolve", outcome: "answered", ticks, ...words, ...seen }
    : { kind: "reply", ...words, ...seen }
}

/** Why a reply can't be written here, as the words that stand in the empty field. */
const barredBy = ({ summary: { stage, owner } }: Thread, me: Me, mode: Mode): string | null => {
  const theirs = stage === "assigned" && owner && owner.id !== me.teammate.id
  return theirs && mode === "reply" ? words.owned(owner.name) : null
}

const hintOf = ({ summary: { stage, owner } }: Thread, acts: Acts): string => {
  if (acts.mine) return words.silent
  if (stage === "resolved") return words.resolved
  return stage === "assigned" && owner ? words.ownedShort(owner.name) : words.takesOver
}

function useWriteKey(field: React.RefObject<HTMLTextAreaElement | null>, setMode: (mode: Mode) => void) {
  useLayoutEffect(() => {
    const write = (event: Event) => {
      flushSync(() => setMode((event as CustomEvent<Mode>).detail)) // the next key already belongs to that mode
      field.current?.focus()
    }
    addEventListener("chatref:write", write)
    return () => removeEventListener("chatref:write", write)
  }, [field, setMode])
}
