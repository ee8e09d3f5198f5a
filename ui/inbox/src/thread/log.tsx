import { ArrowDown } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { isAwaited, settle, type View } from "@chatref/shared/reducer"
import type { ThreadMail } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { lazy, Suspense, useEffect, useMemo, useState } from "react"
import { reasonOf } from "../api.ts"
import { deadIn, lastAnswer } from "../mail/fate.ts"
import { useThreadMail } from "../mail/thread-mail.ts"
import { useNow } from "../now.ts"
import { Button } from "../parts/button.tsx"
import { Face, type Faced } from "../parts/face.tsx"
import { Prose } from "../parts/prose.tsx"
import { say } from "../parts/toast.tsx"
import { readEarlier } from "../reads.ts"
import { useLetters } from "../sending.ts"
import { strings } from "../strings.ts"
import { clock, dayOf, exact } from "../times.ts"
import { answerIn } from "../trace/read.ts"
import { visitorName } from "../words.ts"
import { type Entry, entriesOf, type Line } from "./entries.ts"
import { useEyes } from "./eyes.ts"
import { named } from "./lines.ts"
import { GroupOfMessages } from "./messages.tsx"
import { Outgoing } from "./outgoing.tsx"
import type { Thread } from "./state.ts"
import { useEnd } from "./use-end.ts"
import { useSeen } from "./use-seen.ts"

const AnswerTrace = lazy(() => import("./trace.tsx").then(({ AnswerTrace }) => ({ default: AnswerTrace })))

const SendAgain = lazy(() => import("./send-again.tsx").then(({ SendAgain }) => ({ default: SendAgain })))

const words = strings.thread

/** The messages, kept at their end while one reads there, and still where one scrolled up. */
export function Log({ thread, me }: { thread: Thread; me: Me }) {
  const { view } = thread
  const seen = useSeen(view.conversation ?? "", view.number)
  const entries = useEntries(thread, me, seen)
  const mail = useThreadMail(view)
  const [judged, showJudged] = useState<number | null>(null)
  const [again, sendAgain] = useState(false)
  const dead = deadIn(view, mail)
  const last = lastAnswer(view)
  const told = new Set(last ? [...dead, last.number] : dead)
  const { scroller, away, toEnd } = useEnd(view, useLetters(view.conversation ?? "").length)
  useEyes(view.conversation ?? "", view.number, away)
  useEffect(() => {
    addEventListener("chatref:latest", toEnd)
    return () => removeEventListener("chatref:latest", toEnd)
  }, [toEnd])
  return (
    <div className="log-frame">
      <div
        ref={scroller}
        className="log"
        role="log"
        aria-label={words.messages}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reachable by the keyboard
        tabIndex={0}
        data-arrows="own"
      >
        {view.more && <Earlier conversation={view.conversation ?? ""} />}
        {entries.map(entry => (
          <EntryView
            key={`${entry.type}${entry.key}`}
            entry={entry}
            thread={thread}
            me={me}
            mail={mail}
            told={told}
            onAgain={() => sendAgain(true)}
            onJudged={showJudged}
          />
        ))}
        <Outgoing thread={thread} />
        <Writing view={view} />
      </div>
      <Suspense>
        {judged !== null && <AnswerTrace answer={judged} thread={thread} onClose={() => showJudged(null)} />}
        {again && <SendAgain thread={thread} mail={mail} answers={dead} onClose={() => sendAgain(false)} />}
      </Suspense>
      {away && (
        <Button small className="to-end" icon={ArrowDown} onClick={toEnd}>
          {words.jump}
        </Button>
      )}
    </div>
  )
}

function useEntries(thread: Thread, me: Me, seen: number | null): Entry[] {
  const { items } = thread.view
  const { details } = thread
  return useMemo(() => {
    const fields = Object.fromEntries(details.map(({ field, label }) => [field, label]))
    return entriesOf(
      items,
      { me: me.teammate.id, people: named(me.teammates), teams: named(me.teams), fields },
      seen,
    )
  }, [items, details, me, seen])
}

type EntryProps = {
  entry: Entry
  thread: Thread
  me: Me
  mail: ThreadMail | undefined
  told: ReadonlySet<number>
  onAgain: () => void
  onJudged: (answer: number) => void
}

function EntryView({ entry, thread, me, mail, told, onAgain, onJudged }: EntryProps) {
  switch (entry.type) {
    case "day":
      return (
        <p className="day">
          <span>{dayOf(entry.at, Date.now())}</span>
        </p>
      )
    case "unread":
      return (
        <p className="unread">
          <span>{words.unread}</span>
        </p>
      )
    case "lines":
      return <Lines of={entry.lines} />
    case "group":
      return (
        <GroupOfMessages
          group={entry}
          visitor={visitorName(thread.summary)}
          me={me}
          mail={mail}
          told={told}
          onAgain={onAgain}
          {...(answerIn(thread.view, entry.messages[0].number) && { onJudged })}
        />
      )
    default:
      return entry satisfies never
  }
}

const Lines = ({ of }: { of: Line[] }) => (
  <ul className="lines">
    {of.map(line => (
      <li key={line.key} data-said={line.said}>
        <span>{line.said ? `“${line.text}”` : line.text}</span>
        <time dateTime={line.at} title={exact(line.at)}>
          {clock(line.at)}
        </time>
      </li>
    ))}
  </ul>
)

function Earlier({ conversation }: { conversation: string }) {
  const read = useMutation({
    mutationFn: () => readEarlier(conversation),
    onError: error => say(reasonOf(error)),
  })
  return (
    <Button small className="earlier" disabled={read.isPending} onClick={() => read.mutate()}>
      {read.isPending ? strings.loading : words.earlier}
    </Button>
  )
}

/** What is being written right now: the assistant's words as they come, or who types. */
function Writing({ view }: { view: View }) {
  const now = useNow(1000)
  const { typing } = settle(view, now)
  if (view.piece) {
    return (
      <article className="message ours assistant" aria-label={words.writing}>
        <p className="speaker">{words.writing}</p>
        <div className="bubble writing">
          <Prose text={view.piece.text} />
        </div>
      </article>
    )
  }
  if (typing?.who === "assistant" || (!typing && isAwaited(view))) return <Typing who={words.writing} ours />
  if (!typing || typing.who === "teammate") return null
  if (typing.who === "visitor") return <Typing who={words.visitorTyping} />
  return <Typing who={words.typing(typing.who.name)} face={typing.who} ours />
}

function Typing({ who, face, ours }: { who: string; face?: Faced; ours?: boolean }) {
  return (
    <p className={ours ? "typing ours" : "typing"}>
      {face && <Face of={face} size={20} />}
      <i aria-hidden="true">
        <b />
        <b />
        <b />
      </i>
      {who}
    </p>
  )
}
