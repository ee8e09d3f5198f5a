import { ArrowUpRight, FileText, Plus } from "@chatref/shared/icons"
import { Removing } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { DraftSave } from "../parts/draft-save.tsx"
import { TextField } from "../parts/field.tsx"
import { Icon } from "../parts/icon.tsx"
import { OwnerEditor, OwnerGone, OwnerRow, OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useSaving } from "../parts/use-saving.ts"
import { here, type Problem } from "../parts/where.ts"
import { usual } from "../report/asked.ts"
import { everyEnding } from "../report/figures.ts"
import { figureWords } from "../report/words.ts"
import { go } from "../route.ts"
import { same } from "./draft.ts"
import { changeAnswer, readAnswersAgain, removeAnswer, useAnswers, useCited, writeAnswer } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt, threadAt } from "./where.ts"
import type { Answer, AnswersCited } from "./wire.ts"

const words = learningStrings.answers
const fresh = "new"
const close = () => go(lessonAt("answers", null))

/** The answers that teammates gave and an owner accepted: part of the content from then on. */
export function Answers({ open }: { open: string | null }) {
  const read = useAnswers()
  const cited = useCited().data
  const found = read.data?.find(({ id, address }) => open === id || open === address)
  if (read.isError && !read.data) return <Failed onAgain={() => void read.refetch()} />
  if (!read.data) return <OwnerSkeleton />
  return (
    <div className="owner-columns" data-open={open !== null}>
      <section className="owner-list" aria-label={words.label}>
        <header>
          <h2>{words.label}</h2>
          <Button icon={Plus} onClick={() => go(lessonAt("answers", fresh))}>
            {words.add}
          </Button>
        </header>
        {read.data.length ? (
          <ul className="owner-rows">
            {read.data.map(each => (
              <OwnerRow key={each.id} to={lessonAt("answers", each.id)} open={each === found}>
                <strong>{each.question}</strong>
                <span className="lesson-brief">{each.answer}</span>
                {cited && <span>{words.cited(citedOf(cited, each)?.messages ?? 0)}</span>}
              </OwnerRow>
            ))}
          </ul>
        ) : (
          <EmptyState icon={FileText} title={words.empty} text={words.emptyText} />
        )}
      </section>
      {found && <Editor key={found.id} of={found} cited={cited} />}
      {open === fresh && <Editor key={fresh} of={null} />}
      {open !== null && open !== fresh && !found && <OwnerGone back={words.back} onClose={close} />}
    </div>
  )
}

/** One that is there, or with null a new one: what visitors are known to ask, out of no conversation. */
function Editor({ of, cited }: { of: Answer | null; cited?: AnswersCited | undefined }) {
  const held = { question: of?.question ?? "", answer: of?.answer ?? "" }
  const drafting = useDraft(`chatref:answer:${of?.id ?? fresh}`, held, same)
  const { draft, change, discard } = drafting
  const saving = useSaving({
    send: () => (of ? changeAnswer(of.id, draft) : writeAnswer(draft)),
    onSaved: async (kept: Answer) => {
      await readAnswersAgain()
      discard()
      say(words.saved)
      if (!of) go(lessonAt("answers", kept.id), "replace")
    },
  })
  return (
    <>
      <OwnerEditor title={of ? words.answer : words.new} back={words.back} onClose={close}>
        {of && <Origin of={of} />}
        {of && cited && <Use of={citedOf(cited, of)} cited={cited} />}
        <Fields
          draft={draft}
          problems={saving.problems}
          onChange={next => change(now => ({ ...now, ...next }))}
        />
        {of && (
          <Removing
            title={words.removeTitle}
            text={words.removeText}
            act={words.remove}
            run={() => removeAnswer(of.id)}
            onDone={async () => {
              close()
              await readAnswersAgain()
              say(words.removed)
            }}
          />
        )}
      </OwnerEditor>
      <DraftSave drafting={drafting} saving={saving} />
    </>
  )
}

const citedOf = ({ cited }: AnswersCited, { address }: Answer) => cited.find(each => each.address === address)

type UseProps = { of: AnswersCited["cited"][number] | undefined; cited: AnswersCited }

/** What became of the conversations in which it was cited; each number opens them in the report. */
function Use({ of, cited }: UseProps) {
  if (!of) return <p className="owner-text">{words.cited(0)}</p>
  const figures = Object.entries(of.figures).filter(([figure]) => endings.has(figure))
  return (
    <div className="lesson-use">
      <p>
        {words.citedIn(of.messages)} <Cited of={of} cited={cited} figure="episodes" />
      </p>
      <ul>
        {figures.map(([figure, count]) => (
          <li key={figure}>
            {figureWords(figure)} <Cited of={of} cited={cited} figure={figure} words={`${count}`} />
          </li>
        ))}
      </ul>
    </div>
  )
}

const endings: ReadonlySet<string> = new Set([...everyEnding, "episodes_handed_off"])

type CitedProps = { of: AnswersCited["cited"][number]; cited: AnswersCited; figure: string; words?: string }

const Cited = ({ of, cited, figure, words: shown }: CitedProps) => (
  <To
    to={{
      page: "report",
      asked: {
        ...usual,
        span: { from: cited.first_day, to: cited.last_day },
        opened: { figure, of: { by: "answer", name: of.address } },
      },
    }}
  >
    {shown ?? words.conversations(of.figures.episodes ?? 0)}
  </To>
)

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
  problems: readonly Problem[]
  onChange: (next: Partial<Words>) => void
}

const Fields = ({ draft, problems, onChange }: FieldsProps) => (
  <>
    <TextField
      label={words.question}
      help={words.text}
      rows={2}
      value={draft.question}
      error={here(problems, "question")}
      onChange={event => onChange({ question: event.currentTarget.value })}
    />
    <TextField
      label={words.answer}
      rows={6}
      value={draft.answer}
      error={here(problems, "answer")}
      onChange={event => onChange({ answer: event.currentTarget.value })}
    />
  </>
)
