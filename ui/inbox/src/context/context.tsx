import { To } from "../parts/to.tsx"
import "./context.css"
import { X } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useThreadMail } from "../mail/thread-mail.ts"
import { IconButton } from "../parts/button.tsx"
import { CopyButton } from "../parts/copy.tsx"
import { Face } from "../parts/face.tsx"
import type { Route } from "../route.ts"
import { strings } from "../strings.ts"
import type { Acts } from "../thread/acts.ts"
import { blockingStrings } from "../thread/blocking-strings.ts"
import { Details } from "../thread/card.tsx"
import type { Thread } from "../thread/state.ts"
import { date, dayAndClock, exact, languageName } from "../times.ts"
import { visitorName } from "../words.ts"
import { Part } from "./part.tsx"
import { Sent } from "./sent.tsx"
import { Tags } from "./tags.tsx"

const words = strings.context

type Props = { thread: Thread; me: Me; acts: Acts; onClose: () => void }

/** What is known about the visitor and this conversation, beside the thread. */
export function Context({ thread, me, acts, onClose }: Props) {
  const { visitor, summary, watching, details } = thread
  const name = visitorName(summary)
  const others = watching.filter(who => who.id !== me.teammate.id)
  return (
    <section className="context" aria-label={words.title}>
      <header>
        <Face of={{ name }} size={32} />
        <div>
          <strong>{name}</strong>
          <span>
            {visitor.identified ? words.identified : words.notIdentified}
            {visitor.blocked && ` · ${blockingStrings.isBlocked}`}
          </span>
        </div>
        <IconButton icon={X} label={words.close} onClick={onClose} />
      </header>
      <Part title={words.about}>
        <About thread={thread} />
      </Part>
      {!thread.handoff && details.length > 0 && (
        <Part title={words.details}>
          <Details of={details} conversation={summary.conversation} />
        </Part>
      )}
      <Part title={words.tags}>
        <Tags tags={summary.tags} items={thread.view.items} acts={acts} />
      </Part>
      <Sent thread={thread} />
      <Earlier of={visitor.earlier} />
      {others.length > 0 && (
        <Part title={words.watching}>
          <div className="faces">
            {others.map(who => (
              <Face key={who.id} of={who} size={30} alone />
            ))}
          </div>
        </Part>
      )}
    </section>
  )
}

function About({ thread: { visitor, summary, view } }: { thread: Thread }) {
  const attributes = Object.entries(visitor.attributes).filter(
    ([, value]) => value !== null && typeof value !== "object",
  )
  const mail = useThreadMail(view)
  return (
    <dl className="pairs">
      <Pair label={words.contact} value={visitor.contact ?? mail?.address} copy />
      <Pair label={words.page} value={visitor.page} />
      <Pair label={words.language} value={visitor.language && languageName(visitor.language)} />
      <Pair label={words.device} value={visitor.device} />
      {attributes.map(([name, value]) => (
        <Pair
          key={name}
          label={name.replaceAll("_", " ")}
          value={String(value)}
          note={visitor.claimed.includes(name) ? strings.card.unverified : undefined}
        />
      ))}
      <Pair
        label={words.started}
        value={dayAndClock(summary.started_at, Date.now())}
        title={exact(summary.started_at)}
      />
      <Pair label={words.id} value={summary.conversation} copy />
    </dl>
  )
}

type PairProps = {
  label: string
  value: string | null | undefined
  title?: string
  /** How far it can be trusted, where that is not plain. */
  note?: string | undefined
  copy?: boolean
}

function Pair({ label, value, title, note, copy }: PairProps) {
  if (!value) return null
  return (
    <div>
      <dt>{label}</dt>
      <dd title={title ?? value}>
        <span>{value}</span>
        {note && <em>{note}</em>}
        {copy && <CopyButton value={value} label={label} />}
      </dd>
    </div>
  )
}

function Earlier({ of }: { of: Thread["visitor"]["earlier"] }) {
  if (!of.length) return null
  return (
    <Part title={words.earlier}>
      <ul className="earlier-list">
        {of.map(({ conversation, at, subject }) => {
          const to: Route = { page: "inbox", view: "resolved", conversation }
          return (
            <li key={conversation}>
              <To to={to}>
                <time dateTime={at} title={exact(at)}>
                  {date(at)}
                </time>
                <span>{subject ?? words.none}</span>
              </To>
            </li>
          )
        })}
      </ul>
    </Part>
  )
}
