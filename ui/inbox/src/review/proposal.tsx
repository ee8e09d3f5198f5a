import type { Handoff, Lesson } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useMemo } from "react"
import type { Proposed } from "../learning/wire.ts"
import { Button } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { say } from "../parts/toast.tsx"
import { useRefused } from "../parts/use-refused.ts"
import type { Thread } from "../thread/state.ts"
import { propose, readProposalsAgain } from "./reads.ts"
import { proposalOf, wantedAfter } from "./said.ts"
import { reviewStrings } from "./strings.ts"
import { answerIn, askedPlainly, longestQuestion, questionIn } from "./suggest.ts"
import { type Begun, useBegun } from "./use-begun.ts"

const words = reviewStrings

type Props = { thread: Thread; handoff: Handoff; lesson: Lesson; onClose: () => void }

/** What should follow from the word: an answer for the assistant to know, or another rule. Both are an owner's to decide. */
export function Proposal({ thread, handoff, lesson, onClose }: Props) {
  const { begun, write, forget } = useBegun(handoff.id, useSuggested(thread, handoff))
  const { wrong, blame, forgive, refuse } = useRefused()
  const kind = proposalOf(lesson, handoff, askedPlainly(thread.view.items, handoff.id))
  const sending = useMutation({
    mutationFn: (proposed: Proposed) => propose(thread.summary.conversation, proposed),
    onMutate: forgive,
    onSuccess: async () => {
      forget()
      await readProposalsAgain()
      onClose()
      say(words.thanks)
    },
    onError: refuse,
  })
  if (!kind) return null
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const missing = kind === "answer" ? missingIn(begun) : {}
    blame(missing)
    if (!Object.keys(missing).length) sending.mutate(proposedOf(handoff, lesson, begun))
  }
  return (
    <form className="proposal" aria-label={titleOf[kind]} onSubmit={submit} noValidate>
      {kind === "answer" ? (
        <AnswerFields begun={begun} wrong={wrong} onChange={write} />
      ) : (
        <RuleFields begun={begun} handoff={handoff} lesson={lesson} onChange={write} />
      )}
      <footer>
        <Button look="quiet" onClick={onClose}>
          {words.later}
        </Button>
        <Button look="primary" type="submit" disabled={sending.isPending}>
          {sending.isPending ? words.proposing : words.propose}
        </Button>
      </footer>
    </form>
  )
}

const titleOf = { answer: words.proposeAnswer, rule: words.proposeRule }

const useSuggested = ({ view }: Thread, { id }: Handoff): Begun =>
  useMemo(
    () => ({ question: questionIn(view.items, id), answer: answerIn(view.items, id), note: "" }),
    [view.items, id],
  )

type FieldsProps = {
  begun: Begun
  wrong: Readonly<Record<string, string>>
  onChange: (part: Partial<Begun>) => void
}

const AnswerFields = ({ begun, wrong, onChange }: FieldsProps) => (
  <>
    <TextField
      label={words.question}
      rows={1}
      dir="auto"
      maxLength={longestQuestion}
      value={begun.question}
      error={wrong.question}
      onChange={event => onChange({ question: event.currentTarget.value })}
    />
    <TextField
      label={words.answer}
      help={words.answerHelp}
      rows={2}
      dir="auto"
      value={begun.answer}
      error={wrong.answer}
      onChange={event => onChange({ answer: event.currentTarget.value })}
    />
  </>
)

type RuleProps = Pick<FieldsProps, "begun" | "onChange"> & { handoff: Handoff; lesson: Lesson }

const RuleFields = ({ begun, handoff, lesson, onChange }: RuleProps) => (
  <>
    <p>
      {handoff.rule ? words.fired(handoff.rule) : words.unruled} {words.wanted[wantedAfter(lesson)]}
    </p>
    <TextField
      label={words.note}
      help={words.optional}
      rows={1}
      dir="auto"
      value={begun.note}
      onChange={event => onChange({ note: event.currentTarget.value })}
    />
  </>
)

const missingIn = ({ question, answer }: Begun): Record<string, string> => ({
  ...(!question.trim() && { question: words.needed }),
  ...(!answer.trim() && { answer: words.needed }),
})

const proposedOf = ({ id }: Handoff, lesson: Lesson, { question, answer, note }: Begun): Proposed =>
  lesson === "content_missing"
    ? { handoff: id, kind: "answer", question: question.trim(), answer: answer.trim() }
    : { handoff: id, kind: "rule", wanted: wantedAfter(lesson), note: note.trim() }
