import type { Me } from "@chatref/shared/inbox-wire"
import type { Message } from "@chatref/shared/reducer"
import type { ThreadMail } from "@chatref/shared/served"
import type { Group } from "@chatref/shared/thread"
import { Fragment } from "react"
import { Face } from "../parts/face.tsx"
import { Prose } from "../parts/prose.tsx"
import { Sources } from "../parts/sources.tsx"
import { strings } from "../strings.ts"
import { clock, exact } from "../times.ts"
import { CameByMail, Fate } from "./by-mail.tsx"

type Props = {
  group: Group
  visitor: string
  me: Me
  mail: ThreadMail | undefined
  /** Of these numbers it is said what became of them. */
  told: ReadonlySet<number>
  onAgain: () => void
  onJudged?: (answer: number) => void
}

/** Consecutive messages of one speaker: the visitor's to the left, ours to the right, notes across. */
export function GroupOfMessages({ group, visitor, me, mail, told, onAgain, onJudged }: Props) {
  const [first] = group.messages
  if (first.note) return <Notes group={group} me={me} />
  const { from } = group
  const theirs = from.kind === "visitor"
  const name = theirs ? visitor : nameOf(group, me)
  const side = theirs ? "theirs" : `ours ${from.kind}`
  return (
    <article className={`message ${side}`} aria-label={`${name}, ${clock(first.at)}`}>
      {theirs && <Face of={{ name }} size={30} />}
      <div className="said">
        <p className="speaker">
          {!theirs && `${name} · `}
          <time dateTime={first.at} title={exact(first.at)}>
            {clock(first.at)}
          </time>
          {onJudged && (
            <button
              type="button"
              className="link judged"
              aria-label={strings.thread.judgedLong}
              onClick={() => onJudged(first.number)}
            >
              {strings.thread.judged}
            </button>
          )}
        </p>
        {group.messages.map(message => (
          <Fragment key={message.id}>
            <Bubble message={message} />
            <CameByMail message={message} mail={mail} />
            {told.has(message.number) && <Fate answer={message} mail={mail} onAgain={onAgain} />}
          </Fragment>
        ))}
      </div>
      {from.kind === "teammate" && <Face of={{ ...from, name }} size={30} />}
    </article>
  )
}

const Bubble = ({ message }: { message: Message }) => (
  <div className="bubble" dir="auto" data-answer={message.answer ?? undefined}>
    <Prose text={message.text} strange={message.from.kind === "visitor"} />
    <Sources of={message.citations} />
  </div>
)

const nameOf = ({ from }: Group, me: Me): string => {
  if (from.kind === "assistant") return strings.row.assistant
  if (from.kind !== "teammate") return strings.row.desk
  if (from.id === me.teammate.id) return strings.row.you
  return from.name ?? me.teammates.find(teammate => teammate.id === from.id)?.name ?? strings.row.desk
}

function Notes({ group, me }: { group: Group; me: Me }) {
  return (
    <article className="note" aria-label={strings.thread.note}>
      <p className="speaker">
        <b>{strings.thread.note}</b> · {nameOf(group, me)} ·{" "}
        <time dateTime={group.messages[0].at} title={exact(group.messages[0].at)}>
          {clock(group.messages[0].at)}
        </time>
      </p>
      {group.messages.map(message => (
        <div key={message.id} dir="auto">
          <Prose text={message.text} />
        </div>
      ))}
    </article>
  )
}
