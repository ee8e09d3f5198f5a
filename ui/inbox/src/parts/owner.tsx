import "./forms.css"
import "./owner.css"
import { ArrowLeft, CircleAlert, X } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { type ReactNode, useEffect, useRef } from "react"
import { type Place, Rail, stay } from "../rail/rail.tsx"
import { useMe } from "../reads.ts"
import { pathOf, type Route } from "../route.ts"
import { strings } from "../strings.ts"
import { useTitle } from "../title.ts"
import { Button, IconButton } from "./button.tsx"
import { Icon } from "./icon.tsx"
import { ownerStrings } from "./owner-strings.ts"
import { Bar, EmptyState, Failed } from "./states.tsx"
import { Switch } from "./switch.tsx"

const words = ownerStrings

type PageProps = {
  here: Place
  title: string
  right: string
  open: boolean
  children: (me: Me) => ReactNode
}

/** The frame of an owner's page, for whoever has its right. */
export function OwnerPage({ here, title, right, open, children }: PageProps) {
  const me = useMe()
  useTitle(title)
  const may = me.data?.rights.includes(right)
  return (
    <div className="panes settings">
      <Rail here={here} me={me.data} />
      <main className="owner-page" data-open={open}>
        {me.isError && <Failed onAgain={() => void me.refetch()} />}
        {me.isPending && <OwnerSkeleton />}
        {me.data && !may && (
          <EmptyState title={strings.failed.forbidden} text={strings.failed.forbiddenText} />
        )}
        {me.data && may && children(me.data)}
      </main>
    </div>
  )
}

export const OwnerSkeleton = () => (
  <div className="owner-loading" aria-busy="true" aria-label={strings.loading} role="status">
    <Bar width={120} height={26} />
    <Bar width="min(560px, 90%)" />
    <div className="owner-rows">
      {[64, 80, 52].map(width => (
        <div key={width} className="owner-row">
          <Bar width="30%" />
          <Bar width={`${width}%`} />
        </div>
      ))}
    </div>
  </div>
)

type Part = { name: string; words: string; to: Route }
type HeadProps = { title: string; text: string; parts?: readonly Part[]; here?: string; children?: ReactNode }

export const OwnerHead = ({ title, text, parts, here, children }: HeadProps) => (
  <header className="owner-head">
    <div>
      <h1>{title}</h1>
      <p>{text}</p>
    </div>
    {children}
    {parts && <Parts title={title} parts={parts} here={here} />}
  </header>
)

type PartsProps = { title: string; parts: readonly Part[]; here: string | undefined }

/** Where they are wider than a phone, they scroll so that the one that is open is seen. */
function Parts({ title, parts, here }: PartsProps) {
  const list = useRef<HTMLElement>(null)
  useEffect(() => {
    if (here)
      list.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest", inline: "center" })
  }, [here])
  return (
    <nav ref={list} className="owner-parts" aria-label={title}>
      {parts.map(({ name, words, to }) => (
        <a
          key={name}
          href={pathOf(to)}
          aria-current={name === here ? "page" : undefined}
          onClick={event => stay(event, to)}
        >
          {words}
        </a>
      ))}
    </nav>
  )
}

type RowProps = { to: Route; open: boolean; children: ReactNode }

export const OwnerRow = ({ to, open, children }: RowProps) => (
  <li>
    <a
      className="owner-row"
      href={pathOf(to)}
      aria-current={open ? "true" : undefined}
      onClick={event => stay(event, to)}
    >
      {children}
    </a>
  </li>
)

type EditorProps = { title: string; back: string; onClose: () => void; acts?: ReactNode; children: ReactNode }

/** What is open of the list beside it; on a phone it has the screen. */
export const OwnerEditor = ({ title, back, onClose, acts, children }: EditorProps) => (
  <section className="owner-editor" aria-label={title}>
    <header>
      <Button look="quiet" small className="owner-back" icon={ArrowLeft} onClick={onClose}>
        {back}
      </Button>
      <h2>{title}</h2>
      {acts}
      <IconButton className="owner-close" icon={X} label={strings.close} onClick={onClose} />
    </header>
    <div className="owner-form">{children}</div>
  </section>
)

export const OwnerGone = ({ back, onClose }: { back: string; onClose: () => void }) => (
  <section className="owner-editor" aria-label={words.gone}>
    <EmptyState title={words.gone} text={words.goneText}>
      <Button onClick={onClose}>{back}</Button>
    </EmptyState>
  </section>
)

type PartProps = { title: string; text?: ReactNode; children?: ReactNode }

/** One part of a form, with what it is for. */
export const OwnerPart = ({ title, text, children }: PartProps) => (
  <section aria-label={title}>
    <div>
      <h3>{title}</h3>
      {text && <p className="owner-text">{text}</p>}
    </div>
    {children}
  </section>
)

type SwitchProps = { on: boolean; label: string; text: string; onTurn: (on: boolean) => void }

/** One thing of a form that is on or off, and what that means. */
export const OwnerSwitch = ({ on, label, text, onTurn }: SwitchProps) => (
  <div className="owner-switch">
    <Switch on={on} label={label} onTurn={onTurn} />
    <div>
      <strong>{label}</strong>
      <p>{text}</p>
    </div>
  </div>
)

type SaveProps = {
  early?: boolean
  problems: number
  pending: boolean
  blocked?: boolean
  onShow?: (() => void) | undefined
  onDiscard: () => void
  onSave: () => void
}

export const OwnerSave = ({ early, problems, pending, blocked, onShow, onDiscard, onSave }: SaveProps) => (
  <section className="owner-save" aria-label={words.changed}>
    <p aria-live="polite">
      <b>{words.changed}</b>
      {early && <span> {words.kept}</span>}
      {problems > 0 && <span className="late"> {words.wrong(problems)}</span>}
    </p>
    {problems > 0 && onShow && (
      <Button small look="quiet" onClick={onShow}>
        {words.show}
      </Button>
    )}
    <Button onClick={onDiscard}>{words.discard}</Button>
    <Button look="primary" disabled={pending || (blocked ?? false)} onClick={onSave}>
      {pending ? words.saving : words.save}
    </Button>
  </section>
)

type ConflictProps = {
  who: string | null
  version: number
  text?: string
  onTheirs: () => void
  onMine: () => void
}

/** Somebody saved since this draft began: neither is lost, and one says which goes on. */
export const OwnerConflict = ({ who, version, text, onTheirs, onMine }: ConflictProps) => (
  <section className="owner-conflict" role="alert">
    <Icon of={CircleAlert} />
    <p>
      <b>{words.conflict(who ?? words.somebody, version)}</b> {text ?? words.conflictText}
    </p>
    <Button small onClick={onTheirs}>
      {words.theirs}
    </Button>
    <Button small onClick={onMine}>
      {words.mine}
    </Button>
  </section>
)
