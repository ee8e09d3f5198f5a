import { Refusal } from "@chatref/shared/client"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { TextField } from "../parts/field.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useRefused } from "../parts/use-refused.ts"
import { longestQuestion } from "../review/suggest.ts"
import { go } from "../route.ts"
import { same } from "./draft.ts"
import { ProposalsOnDemand } from "./proposals.tsx"
import { accept, dismiss, readCorrectionsAgain, rulesForCorrection } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt, threadAt } from "./where.ts"
import type { Correction, Wanted } from "./wire.ts"

const words = learningStrings.corrections

type Draft = { question: string; answer: string; wanted: Wanted }
type Props = { of: Correction; me: Me }

const right = { answer: "manage_knowledge", rule: "manage_rules" } as const

/** One correction that waits for a word. */
export function Proposed({ of, me }: Props) {
  const may = me.rights.includes(right[of.kind])
  return (
    <article className="lesson" aria-label={of.question}>
      <header>
        <Chip tone="accent">{words.kinds[of.kind]}</Chip>
        <p className="lesson-facts">
          <span>{words.by(of.by?.name ?? words.somebody)}</span>
          <Ago at={of.at} />
          <To to={threadAt(of.conversation)}>{words.open}</To>
        </p>
      </header>
      {may ? <Deciding of={of} workspace={me.workspace.id} /> : <Readable of={of} />}
    </article>
  )
}

const Readable = ({ of }: { of: Correction }) => (
  <>
    <strong>{of.question}</strong>
    {of.answer && <p>{of.answer}</p>}
    {of.wanted && <p>{words.wants[of.wanted]}</p>}
    <Why of={of} />
    <p className="owner-text">{words.owners}</p>
  </>
)

const Why = ({ of: { kind, rule, note } }: { of: Correction }) => (
  <>
    {kind === "rule" && <p className="owner-text">{rule ? words.fired(rule) : words.unruled}</p>}
    {note && <blockquote className="lesson-note">{note}</blockquote>}
  </>
)

const draftOf = ({ question, answer, wanted }: Correction): Draft => ({
  question,
  answer: answer ?? "",
  wanted: wanted ?? "hand_over",
})

function Deciding({ of, workspace }: { of: Correction; workspace: string }) {
  const drafting = useDraft(`chatref:correction:${of.id}`, draftOf(of), same)
  const { draft, change } = drafting
  const deciding = useDeciding(of, drafting)
  return (
    <>
      <Why of={of} />
      <TextField
        label={of.kind === "answer" ? words.question : words.name}
        rows={1}
        maxLength={longestQuestion}
        value={draft.question}
        error={deciding.wrong.question}
        onChange={event => {
          const question = event.currentTarget.value
          change(now => ({ ...now, question }))
        }}
      />
      {of.kind === "answer" ? (
        <TextField
          label={words.answer}
          help={words.answerHelp}
          rows={3}
          value={draft.answer}
          error={deciding.wrong.answer}
          onChange={event => {
            const answer = event.currentTarget.value
            change(now => ({ ...now, answer }))
          }}
        />
      ) : (
        <>
          <WantedChoice wanted={draft.wanted} onPick={wanted => change(now => ({ ...now, wanted }))} />
          <ProposalsOnDemand of={rulesForCorrection(of.id, draft.wanted)} workspace={workspace} />
        </>
      )}
      {deciding.full !== null && (
        <Full text={deciding.full} kind={of.kind} pending={deciding.pending} onAccept={deciding.untested} />
      )}
      <footer>
        <Button look="primary" disabled={deciding.pending} onClick={deciding.accept}>
          {deciding.pending ? words.accepting : words.accept}
        </Button>
        <Button disabled={deciding.pending} onClick={deciding.dismiss}>
          {words.dismiss}
        </Button>
      </footer>
    </>
  )
}

type FullProps = { text: string; kind: Correction["kind"]; pending: boolean; onAccept: () => void }

/** No room for its test case: two ways on. */
const Full = ({ text, kind, pending, onAccept }: FullProps) => (
  <div className="owner-note" role="alert">
    <p>
      <b>{text}</b> {kind === "answer" ? words.fullAnswer : words.fullRule}
    </p>
    {kind === "answer" && (
      <Button small disabled={pending} onClick={onAccept}>
        {words.untested}
      </Button>
    )}
    <To to={lessonAt("tests", null)}>{words.goable}</To>
  </div>
)

const wants = Object.keys(words.wants) as Wanted[]

const WantedChoice = ({ wanted, onPick }: { wanted: Wanted; onPick: (wanted: Wanted) => void }) => (
  <fieldset className="lesson-wanted">
    <legend>{words.wanted}</legend>
    <div className="segments wide">
      {wants.map(each => (
        <button key={each} type="button" aria-pressed={each === wanted} onClick={() => onPick(each)}>
          {words.wants[each]}
        </button>
      ))}
    </div>
    <p className="owner-text">{words.ruleText}</p>
  </fieldset>
)

function useDeciding(of: Correction, { draft, discard }: ReturnType<typeof useDraft<Draft>>) {
  const { wrong, blame, refuse } = useRefused()
  const [full, fill] = useState<string | null>(null)
  const refused = (error: Error) => {
    if (error instanceof Refusal && error.code === "too_many_test_cases") return fill(reasonOf(error))
    refuse(error)
    if (error instanceof Refusal && error.status === 409) void readCorrectionsAgain() // somebody was first
  }
  const settled = async (told: () => void) => {
    discard()
    await readCorrectionsAgain()
    told()
  }
  const accepting = useMutation({
    mutationFn: (tested: boolean) => accept(of.id, { ...decisionOf(of, draft), tested }),
    onSuccess: done => settled(() => tellAccepted(done)),
    onError: refused,
  })
  const dismissing = useMutation({
    mutationFn: () => dismiss(of.id),
    onSuccess: () => settled(() => say(words.dismissed)),
    onError: refused,
  })
  return {
    wrong,
    full,
    untested: () => accepting.mutate(false),
    pending: accepting.isPending || dismissing.isPending,
    accept: () => {
      const missing = missingIn(of, draft)
      blame(missing)
      if (!Object.keys(missing).length) accepting.mutate(true)
    },
    dismiss: () => dismissing.mutate(),
  }
}

const decisionOf = ({ kind }: Correction, { question, answer, wanted }: Draft) =>
  kind === "answer"
    ? { question: question.trim(), answer: answer.trim() }
    : { question: question.trim(), wanted }

const missingIn = ({ kind }: Correction, { question, answer }: Draft): Record<string, string> => ({
  ...(!question.trim() && { question: words.needed }),
  ...(kind === "answer" && !answer.trim() && { answer: words.needed }),
})

const tellAccepted = ({ kind, test_case }: Correction) =>
  kind === "answer"
    ? say(words.answered)
    : say(words.kept, { label: words.toTest, onPick: () => go(lessonAt("tests", test_case)) })
