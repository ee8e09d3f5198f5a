import { ChevronDown } from "@chatref/shared/icons"
import type { Detail, Handoff, Me } from "@chatref/shared/inbox-wire"
import type { GivenFile } from "@chatref/shared/wire"
import { Fragment, lazy, type ReactNode, Suspense, useState } from "react"
import { Due } from "../list/due.tsx"
import { CopyButton } from "../parts/copy.tsx"
import { Icon } from "../parts/icon.tsx"
import { Sources } from "../parts/sources.tsx"
import { strings } from "../strings.ts"
import { reasonWords } from "../words.ts"
import { insteadOf, named } from "./lines.ts"
import { Playbook } from "./playbook.tsx"
import type { Thread } from "./state.ts"
import { progressIn } from "./steps.ts"

const Trace = lazy(() => import("./trace.tsx").then(({ Trace }) => ({ default: Trace })))
const words = strings.card

type Props = { thread: Thread; handoff: Handoff; me: Me; unfolded: boolean }

/** Why this came to a person and what is known already; stays above the messages. */
export function Card({ thread, handoff, me, unfolded }: Props) {
  const [open, setOpen] = useState(unfolded)
  return (
    <section className="card" aria-label={words.label} data-open={open}>
      <button type="button" className="card-title" aria-expanded={open} onClick={() => setOpen(!open)}>
        <h3>{reasonWords(handoff.reason) ?? words.label}</h3>
        {!open && <Brief details={thread.details} why={handoff.why} />}
        <Progress handoff={handoff} />
        {handoff.outcome === null && <Due owed={thread.summary.owed} />}
        <span className="visually-hidden">{open ? words.fold : words.unfold}</span>
        <Icon of={ChevronDown} size={16} />
      </button>
      {open && <Inside thread={thread} handoff={handoff} me={me} />}
    </section>
  )
}

/** What a folded card still says: the details, and how far each is to be trusted. */
function Brief({ details, why }: { details: Detail[]; why: string | null }) {
  const told = details.filter(({ value, offered }) => value ?? offered)
  return (
    <span className="card-brief">
      {told.length === 0 && why}
      {told.map(({ field, value, offered, verified, earlier }, at) => (
        <Fragment key={field}>
          {at > 0 && " · "}
          <bdi>{value ?? offered}</bdi>
          {!verified && <em>{value === null ? words.unconfirmed : words.unverified}</em>}
          {earlier && <em>{words.earlier}</em>}
        </Fragment>
      ))}
    </span>
  )
}

/** How far the playbook is, and how the handoff ended once it has. */
function Progress({ handoff }: { handoff: Handoff }) {
  const done = progressIn(handoff)
  const { outcome } = handoff
  if (!done && !outcome) return null
  return (
    <span className="card-progress">
      {outcome && (strings.playbook.ended[outcome] ?? outcome)}
      {outcome && done && " · "}
      {done && (
        <span className="figures" title={strings.playbook.progressLong(done)}>
          {done}
        </span>
      )}
    </span>
  )
}

function Inside({ thread, handoff, me }: Omit<Props, "unfolded">) {
  const [trace, showTrace] = useState(false)
  const { collecting, stage, team } = thread.summary
  const elsewhere = insteadOf(handoff.instead_of, team, named(me.teams))
  return (
    <div className="card-inside" data-arrows="own">
      <p className="card-why">
        {handoff.why || (handoff.rule ? words.byRule(handoff.rule) : words.alwaysOn)}{" "}
        {elsewhere && `${elsewhere}. `}
        <button type="button" className="link" onClick={() => showTrace(true)}>
          {words.why}
        </button>
      </p>
      {stage === "collecting" && collecting && (
        <p className="card-note">{words.collecting(collecting.given, collecting.asked)}</p>
      )}
      <Details of={thread.details} conversation={thread.summary.conversation} />
      <SoFar handoff={handoff} />
      <Playbook conversation={thread.summary.conversation} handoff={handoff} me={me} />
      <Suspense>
        {trace && <Trace onClose={() => showTrace(false)} thread={thread} handoff={handoff} />}
      </Suspense>
    </div>
  )
}

export function Details({ of, conversation }: { of: Detail[]; conversation: string }) {
  if (!of.length) return null
  return (
    <dl className="details">
      {of.map(detail => (
        <div key={detail.field}>
          <dt>
            {detail.label}
            {detail.value !== null && !detail.verified && <em>{words.unverified}</em>}
            {detail.was && <em>{words.corrected(detail.was)}</em>}
            {detail.earlier && <em>{words.earlier}</em>}
          </dt>
          {detail.value === null ? (
            <dd className="missing">{detail.offered ? words.offered(detail.offered) : words.missing}</dd>
          ) : detail.file ? (
            <dd>
              <Given file={detail.file} name={detail.value} conversation={conversation} />
            </dd>
          ) : (
            <dd>
              <span className="figures">{detail.value}</span>
              <CopyButton value={detail.value} label={detail.label} />
            </dd>
          )}
        </div>
      ))}
    </dl>
  )
}

/** What a stranger sent is saved, and never opened as a page of ours; a picture is shown. */
function Given({ file, name, conversation }: { file: GivenFile; name: string; conversation: string }) {
  const address = `/api/inbox/conversations/${conversation}/files/${file.id}`
  const picture = file.type !== "pdf" && file.type !== "text"
  return (
    <a className="given-file" href={address} download>
      {picture && <img src={address} alt="" loading="lazy" />}
      {name}
    </a>
  )
}

function SoFar({ handoff: { summary, summed, tried, sources } }: { handoff: Handoff }) {
  const [shown, show] = useState<"sources" | "tried" | null>(null)
  const toggle = (what: "sources" | "tried") => show(shown === what ? null : what)
  if (!summary && !tried.length && !sources.length) return null
  return (
    <div className="so-far">
      <p>
        {summary && (
          <>
            <b>{summed ? words.summed : words.soFar}</b> {summary}{" "}
          </>
        )}
        {sources.length > 0 && (
          <Fold open={shown === "sources"} onToggle={() => toggle("sources")}>
            {words.sources(sources.length)}
          </Fold>
        )}
        {sources.length > 0 && tried.length > 0 && " · "}
        {tried.length > 0 && (
          <Fold open={shown === "tried"} onToggle={() => toggle("tried")}>
            {words.tried}
          </Fold>
        )}
      </p>
      {shown === "sources" && <Sources of={sources} />}
      {shown === "tried" && <Tried steps={tried} />}
    </div>
  )
}

type FoldProps = { open: boolean; onToggle: () => void; children: ReactNode }

const Fold = ({ open, onToggle, children }: FoldProps) => (
  <button type="button" className="link" aria-expanded={open} onClick={onToggle}>
    {children}
  </button>
)

const Tried = ({ steps }: { steps: string[] }) => (
  <ul className="tried">
    {steps.map(step => (
      <li key={step}>{step}</li>
    ))}
  </ul>
)
