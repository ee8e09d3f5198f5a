import { Refusal } from "@chatref/shared/client"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { TextField } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useRefused } from "../parts/use-refused.ts"
import { longestQuestion } from "../review/suggest.ts"
import { go } from "../route.ts"
import { same } from "./draft.ts"
import { ProposalsOnDemand } from "./proposals.tsx"
import { teamIn, teamsToPick } from "./read.ts"
import { accept, dismiss, readCorrectionsAgain, rulesForCorrection } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt, threadAt } from "./where.ts"
import type { Correction, Wanted } from "./wire.ts"

const words = learningStrings.corrections

type Draft = { question: string; answer: string; wanted: Wanted; team: string }
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
      {may ? <Deciding of={of} me={me} /> : <Readable of={of} me={me} />}
    </article>
  )
}

const Readable = ({ of, me }: Props) => (
  <>
    <strong>{of.question}</strong>
    {of.answer && <p>{of.answer}</p>}
    {of.wanted && <p>{of.team ? words.toTeam(teamIn(me.teams, of.team)) : words.wants[of.wanted]}</p>}
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

const draftOf = ({ question, answer, wanted, team }: Correction): Draft => ({
  question,
  answer: answer ?? "",
  wanted: wanted ?? "hand_over",
  team: team ?? "",
})

function Deciding({ of, me }: Props) {
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
          <WantedChoice
            draft={draft}
            teams={me.teams}
            error={deciding.wrong.team}
            onPick={part => change(now => ({ ...now, ...part }))}
          />
          {teamMissing(draft) || (
            <ProposalsOnDemand
              of={rulesForCorrection(of.id, draft.wanted, teamOf(draft))}
              workspace={me.workspace.id}
            />
          )}
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

const teamOf = ({ wanted, team }: Draft): string | null => (wanted === "other_team" ? team : null)
const teamMissing = (draft: Draft): boolean => teamOf(draft) === ""

type ChoiceProps = {
  draft: Draft
  teams: Me["teams"]
  error: string | undefined
  onPick: (part: Pick<Draft, "wanted"> | Pick<Draft, "team">) => void
}

/** Where there is one team, there is no other. */
const WantedChoice = ({ draft: { wanted, team }, teams, error, onPick }: ChoiceProps) => (
  <fieldset className="lesson-wanted">
    <legend>{words.wanted}</legend>
    <div className="segments wide">
      {wants
        .filter(each => each !== "other_team" || teams.length > 1 || wanted === each)
        .map(each => (
          <button
            key={each}
            type="button"
            aria-pressed={each === wanted}
            onClick={() => onPick({ wanted: each })}
          >
            {words.wants[each]}
          </button>
        ))}
    </div>
    {wanted === "other_team" && (
      <Select
        label={words.team}
        value={team}
        options={teamsToPick(teams, words.noTeam, team)}
        error={error}
        onPick={each => onPick({ team: each })}
      />
    )}
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

const decisionOf = ({ kind }: Correction, draft: Draft) =>
  kind === "answer"
    ? { question: draft.question.trim(), answer: draft.answer.trim() }
    : { question: draft.question.trim(), wanted: draft.wanted, team: teamOf(draft) }

const missingIn = ({ kind }: Correction, draft: Draft): Record<string, string> => ({
  ...(!draft.question.trim() && { question: words.needed }),
  ...(kind === "answer" && !draft.answer.trim() && { answer: words.needed }),
  ...(kind === "rule" && teamMissing(draft) && { team: words.needed }),
})

const tellAccepted = ({ kind, test_case }: Correction) =>
  kind === "answer"
    ? say(words.answered)
    : say(words.kept, { label: words.toTest, onPick: () => go(lessonAt("tests", test_case)) })
