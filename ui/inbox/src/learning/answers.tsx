import { ArrowUpRight, FileText, Trash2 } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { Icon } from "../parts/icon.tsx"
import { OwnerEditor, OwnerGone, OwnerRow, OwnerSave, OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useRefused } from "../parts/use-refused.ts"
import { go } from "../route.ts"
import { same } from "./draft.ts"
import { changeAnswer, readAnswersAgain, removeAnswer, useAnswers } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt, threadAt } from "./where.ts"
import type { Answer } from "./wire.ts"

const words = learningStrings.answers
const close = () => go(lessonAt("answers", null))

/** The answers that teammates gave and an owner accepted: part of the content from then on. */
export function Answers({ open }: { open: string | null }) {
  const read = useAnswers()
  if (read.isError && !read.data) return <Failed onAgain={() => void read.refetch()} />
  if (!read.data) return <OwnerSkeleton />
  const found = read.data.find(({ id, address }) => open === id || open === address)
  return (
    <div className="owner-columns" data-open={open !== null}>
      <section className="owner-list" aria-label={words.label}>
        <header>
          <h2>{words.label}</h2>
        </header>
        {read.data.length ? (
          <ul className="owner-rows">
            {read.data.map(each => (
              <OwnerRow key={each.id} to={lessonAt("answers", each.id)} open={each === found}>
                <strong>{each.question}</strong>
                <span className="lesson-brief">{each.answer}</span>
              </OwnerRow>
            ))}
          </ul>
        ) : (
          <EmptyState icon={FileText} title={words.empty} text={words.emptyText} />
        )}
      </section>
      {found && <Editor key={found.id} of={found} />}
      {open !== null && !found && <OwnerGone back={words.back} onClose={close} />}
    </div>
  )
}

function Editor({ of }: { of: Answer }) {
  const held = { question: of.question, answer: of.answer }
  const drafting = useDraft(`chatref:answer:${of.id}`, held, same)
  const { draft, dirty, early, change, discard } = drafting
  const { wrong, refuse, forgive } = useRefused()
  const saving = useMutation({
    mutationFn: () => changeAnswer(of.id, draft),
    onMutate: forgive,
    onSuccess: async () => {
      await readAnswersAgain()
      discard()
      say(words.saved)
    },
    onError: refuse,
  })
  return (
    <>
      <OwnerEditor title={words.answer} back={words.back} onClose={close}>
        <Origin of={of} />
        <Fields draft={draft} wrong={wrong} onChange={next => change(now => ({ ...now, ...next }))} />
        <Removing of={of} />
      </OwnerEditor>
      {dirty && (
        <OwnerSave
          early={early}
          problems={Object.keys(wrong).length}
          pending={saving.isPending}
          onDiscard={discard}
          onSave={() => saving.mutate()}
        />
      )}
    </>
  )
}

const Origin = ({ of }: { of: Answer }) => (
  <p className="lesson-facts">
    {of.by && <span>{words.by(of.by.name)}</span>}
    <Ago at={of.at} />
    {of.conversation && <To to={threadAt(of.conversation)}>{words.conversation}</To>}
    <a className="there" href={of.address} target="_blank" rel="noopener noreferrer">
      {words.see}
      <Icon of={ArrowUpRight} size={13} />
    </a>
  </p>
)

type Words = Pick<Answer, "question" | "answer">
type FieldsProps = {
  draft: Words
  wrong: Readonly<Record<string, string>>
  onChange: (next: Partial<Words>) => void
}

const Fields = ({ draft, wrong, onChange }: FieldsProps) => (
  <>
    <TextField
      label={words.question}
      help={words.text}
      rows={2}
      value={draft.question}
      error={wrong.question}
      onChange={event => onChange({ question: event.currentTarget.value })}
    />
    <TextField
      label={words.answer}
      rows={6}
      value={draft.answer}
      error={wrong.answer}
      onChange={event => onChange({ answer: event.currentTarget.value })}
    />
  </>
)

function Removing({ of }: { of: Answer }) {
  const [asking, ask] = useState(false)
  const removing = useMutation({
    mutationFn: () => removeAnswer(of.id),
    onSuccess: async () => {
      ask(false)
      close()
      await readAnswersAgain()
      say(words.removed)
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <div>
      <Button className="danger" icon={Trash2} onClick={() => ask(true)}>
        {words.remove}
      </Button>
      <Asked
        open={asking}
        title={words.removeTitle}
        text={words.removeText}
        act={words.remove}
        pending={removing.isPending}
        onClose={() => ask(false)}
        onAct={() => removing.mutate()}
      />
    </div>
  )
}
