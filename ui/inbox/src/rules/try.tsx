import { Refusal } from "@chatref/shared/client"
import { ArrowRightLeft, Bot, UserRound } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Field } from "../parts/field.tsx"
import { Icon } from "../parts/icon.tsx"
import { Prose } from "../parts/prose.tsx"
import { Sources } from "../parts/sources.tsx"
import { dotted } from "../parts/where.ts"
import { TraceView } from "../trace/view.tsx"
import { tryOut } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import type { Book, Tried } from "./wire.ts"

const words = rulesStrings.try

type Props = { book: Book; onShow: (rule: number) => void }

/** A visitor's messages, one after another, against the draft as it stands. */
export function TryIt({ book, onShow }: Props) {
  const [said, setSaid] = useState<string[]>([])
  const [text, setText] = useState("")
  const trial = useMutation({ mutationFn: (messages: string[]) => tryOut(book, messages, null) })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const next = text.trim() ? [...said, text.trim()] : said
    if (!next.length) return
    setSaid(next)
    setText("")
    trial.mutate(next)
  }
  const again = () => {
    setSaid([])
    trial.reset()
  }
  return (
    <section className="rule-try" aria-label={words.title}>
      <header>
        <h2>{words.title}</h2>
        {said.length > 0 && (
          <Button small look="quiet" onClick={again}>
            {words.again}
          </Button>
        )}
      </header>
      <p className="editor-text">{words.text}</p>
      {said.length > 0 && (
        <ol className="tried-said" aria-label={words.said}>
          {said.map((each, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: what was said stays where it was said
            <li key={at} dir="auto">
              {each}
            </li>
          ))}
        </ol>
      )}
      <form className="row-form" onSubmit={submit}>
        <Field
          label={words.label}
          bare
          autoComplete="off"
          placeholder={said.length ? words.next : words.placeholder}
          value={text}
          onChange={event => setText(event.currentTarget.value)}
        />
        <Button type="submit" disabled={!text.trim() && !said.length}>
          {text.trim() || !said.length ? words.send : words.same}
        </Button>
      </form>
      <div className="tried-result" aria-live="polite" aria-busy={trial.isPending}>
        {trial.isPending && <p className="editor-text">{words.trying}</p>}
        {trial.isError && <Untried error={trial.error} onShow={onShow} />}
        {trial.data && !trial.isPending && <Outcome of={trial.data} />}
      </div>
    </section>
  )
}

function Untried({ error, onShow }: { error: Error; onShow: (rule: number) => void }) {
  const field = error instanceof Refusal ? Object.keys(error.fields)[0] : undefined
  const rule = field && /\brules\.(\d+)/.exec(dotted(field))?.[1]
  return (
    <div className="tried-none" role="alert">
      <p>
        <b>{words.broken}</b>
      </p>
      <p>{error instanceof Refusal ? (error.fields[field ?? ""] ?? error.message) : reasonOf(error)}</p>
      {rule && (
        <Button small onClick={() => onShow(Number(rule))}>
          {words.mend}
        </Button>
      )}
    </div>
  )
}

const Outcome = ({ of }: { of: Tried }) => {
  return (
    <>
      {of.hands_over ? <HandsOver of={of.hands_over} /> : <Answers of={of.answer} />}
      {of.verdicts.length > 0 && (
        <section aria-label={words.trace}>
          <h3>{words.trace}</h3>
          <TraceView records={of.verdicts} />
        </section>
      )}
    </>
  )
}

const HandsOver = ({ of }: { of: NonNullable<Tried["hands_over"]> }) => (
  <div className="verdict" data-hands="true">
    <p className="verdict-head">
      <Icon of={UserRound} size={16} />
      {words.hands(of.team)}
    </p>
    <p>
      {of.why} {of.rule ? words.by(of.rule) : words.always}
    </p>
    {of.said && (
      <blockquote dir="auto">
        <Icon of={Bot} size={14} />
        {of.said}
      </blockquote>
    )}
    <p className="verdict-tags">
      <Chip>{of.reason}</Chip>
      {of.priority !== "normal" && <Chip tone="soon">{words.priority(of.priority)}</Chip>}
      {of.action && (
        <Chip>
          <Icon of={ArrowRightLeft} size={12} />
          {words.collects(of.action)}
        </Chip>
      )}
      {of.tags.map(tag => (
        <Chip key={tag}>{tag}</Chip>
      ))}
    </p>
  </div>
)

const Answers = ({ of }: { of: Tried["answer"] }) => (
  <div className="verdict">
    <p className="verdict-head">
      <Icon of={Bot} size={16} />
      {words.stays}
    </p>
    {of ? (
      <div className="verdict-answer" dir="auto">
        <Prose text={of.text} />
        <Sources of={of.citations} />
      </div>
    ) : (
      <p>{words.staysText}</p>
    )}
  </div>
)
