import type { Handoff, Lesson, Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, type ReactNode, useMemo } from "react"
import type { Proposed } from "../learning/wire.ts"
import { Button } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { say } from "../parts/toast.tsx"
import { useRefused } from "../parts/use-refused.ts"
import type { Thread } from "../thread/state.ts"
import { propose, readProposalsAgain } from "./reads.ts"
import { proposalOf, teamsOf, wantedAfter } from "./said.ts"
import { reviewStrings } from "./strings.ts"
import { answerIn, askedPlainly, longestQuestion, questionIn } from "./suggest.ts"
import { type Begun, useBegun } from "./use-begun.ts"

const words = reviewStrings

type Props = { thread: Thread; me: Me; handoff: Handoff; lesson: Lesson; onClose: () => void }

/** What should follow from the word: an answer for the assistant to know, or another rule. Both are an owner's to decide. */
export function Proposal({ thread, me, handoff, lesson, onClose }: Props) {
  const { begun, write, forget } = useBegun(handoff.id, useSuggested(thread, handoff))
  const { wrong, blame, forgive, refuse } = useRefused()
  const kind = proposalOf(lesson, handoff, askedPlainly(thread.view.items, handoff.id), me.teams.length)
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
    const missing = missingIn(lesson, begun)
    blame(missing)
    if (!Object.keys(missing).length) sending.mutate(proposedOf(handoff, lesson, begun))
  }
  return (
    <form className="proposal" aria-label={titleOf(lesson)} onSubmit={submit} noValidate>
      {kind === "answer" ? (
        <AnswerFields begun={begun} wrong={wrong} onChange={write} />
      ) : (
        <RuleFields begun={begun} handoff={handoff} lesson={lesson} onChange={write}>
          {lesson === "person_needed" && (
            <Select
              label={words.team}
              value={begun.team}
              options={teamsFor(thread, me, handoff)}
              error={wrong.team}
              onPick={team => write({ team })}
            />
          )}
        </RuleFields>
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

export const titleOf = (lesson: Lesson): string => {
  if (lesson === "content_missing") return words.proposeAnswer
  return lesson === "person_needed" ? words.proposeTeam : words.proposeRule
}

/** All but the one that had it by the rules. */
const teamsFor = ({ view }: Thread, { teams }: Me, { id }: Handoff) => {
  const { chosen } = teamsOf(view.items, id)
  const others = teams.filter(team => team.id !== chosen)
  return [["", words.noTeam] as const, ...others.map(team => [team.id, team.name] as const)]
}

const useSuggested = ({ view }: Thread, { id }: Handoff): Begun =>
  useMemo(
    () => ({
      question: questionIn(view.items, id),
      answer: answerIn(view.items, id),
      team: teamsOf(view.items, id).given ?? "",
      note: "",
    }),
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

type RuleProps = Pick<FieldsProps, "begun" | "onChange"> & {
  handoff: Handoff
  lesson: Lesson
  children: ReactNode
}

const RuleFields = ({ begun, handoff, lesson, onChange, children }: RuleProps) => (
  <>
    <p>
      {handoff.rule ? words.fired(handoff.rule) : words.unruled} {words.wanted[wantedAfter(lesson)]}
    </p>
    {children}
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

const missingIn = (lesson: Lesson, { question, answer, team }: Begun): Record<string, string> => ({
  ...(lesson === "content_missing" && !question.trim() && { question: words.needed }),
  ...(lesson === "content_missing" && !answer.trim() && { answer: words.needed }),
  ...(lesson === "person_needed" && !team && { team: words.needed }),
})

const proposedOf = ({ id }: Handoff, lesson: Lesson, { question, answer, team, note }: Begun): Proposed => {
  if (lesson === "content_missing")
    return { handoff: id, kind: "answer", question: question.trim(), answer: answer.trim() }
  const rule = { handoff: id, kind: "rule", wanted: wantedAfter(lesson), note: note.trim() } as const
  return lesson === "person_needed" ? { ...rule, team } : rule
}
