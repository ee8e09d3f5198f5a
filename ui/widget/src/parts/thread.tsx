import type { Message, View } from "@chatref/shared/reducer"
import { type Entry, type Group, group } from "@chatref/shared/thread"
import { clockTime, dayName, exactTime } from "@chatref/shared/time"
import { useMemo } from "preact/hooks"
import { useLanguage, useStrings } from "../spoken.ts"
import { DeskSays } from "./desk_says.tsx"
import { Face } from "./face.tsx"
import { Rich } from "./rich.tsx"
import { Sources } from "./sources.tsx"

export function Thread({ view }: { view: View }) {
  const entries = useMemo(() => group(view.items), [view.items])
  const last = entries.findLast(entry => entry.type === "group")
  return (
    <>
      {entries.map(entry => (
        <EntryOf key={entry.type + keyOf(entry)} entry={entry} last={entry === last} />
      ))}
    </>
  )
}

function keyOf(entry: Entry): number {
  return entry.type === "change" ? entry.number : entry.key
}

function EntryOf({ entry, last }: { entry: Entry; last: boolean }) {
  const language = useLanguage()
  const strings = useStrings()
  if (entry.type === "day") return <Day at={entry.at} />
  if (entry.type === "change") return null
  const [first] = entry.messages
  if (first.line) return <DeskSays message={first} />
  if (entry.from.kind !== "visitor") return <Theirs group={entry} />
  const end = entry.messages.at(-1) ?? first
  return (
    <div class="group mine">
      <p class="visually-hidden">{strings.you}</p>
      {entry.messages.map(message => (
        <div class="bubble" key={message.id}>
          {message.text}
        </div>
      ))}
      {(last || end.byMail) && (
        <p class="meta" title={exactTime(end.at, language)}>
          {end.byMail ? strings.byMail : strings.sent} · {clockTime(end.at, language)}
        </p>
      )}
    </div>
  )
}

function Theirs({ group: { from, messages } }: { group: Group }) {
  const strings = useStrings()
  const person = from.kind === "teammate"
  return (
    <div class={from.initials ? "group theirs person" : "group theirs"}>
      <p class="speaker">{person ? (from.name ?? strings.team) : strings.assistant}</p>
      {messages.map(message => (
        <Said key={message.id} message={message} />
      ))}
      {person && <Face of={from} />}
    </div>
  )
}

function Said({ message }: { message: Message }) {
  const language = useLanguage()
  return (
    <div class="bubble rich" title={exactTime(message.at, language)}>
      <Rich text={message.text} />
      <Sources citations={message.citations} />
    </div>
  )
}

function Day({ at }: { at: string }) {
  const language = useLanguage()
  const today = new Date(at).toDateString() === new Date().toDateString()
  return today ? null : <p class="line day">{dayName(at, Date.now(), language)}</p>
}
