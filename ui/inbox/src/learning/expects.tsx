import type { Me } from "@chatref/shared/inbox-wire"
import { useId } from "react"
import { Field } from "../parts/field.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { here, type Problem } from "../parts/where.ts"
import { type Wants, wanting, wantsOf } from "./draft.ts"
import { teamsToPick, titleOf } from "./read.ts"
import { useAnswers } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import type { Expects } from "./wire.ts"

const words = learningStrings.tests
const all = Object.keys(words.wants) as Wants[]

type Props = {
  expects: Expects
  teams: Me["teams"]
  problems: readonly Problem[]
  onChange: (expects: Expects) => void
}

/** What has to happen after the last words. */
export function ExpectsPart({ expects, teams, problems, onChange }: Props) {
  const wants = wantsOf(expects)
  return (
    <OwnerPart title={words.expects}>
      <WantsChoice of={all} wants={wants} onPick={each => onChange(wanting(each, expects))} />
      {wants === "hand_over" && (
        <Field
          label={words.reason}
          help={words.reasonHelp}
          autoComplete="off"
          value={expects.reason ?? ""}
          error={here(problems, "expects.reason")}
          onChange={event => onChange({ ...expects, reason: event.currentTarget.value })}
        />
      )}
      {wants === "hand_over" && (teams.length > 1 || expects.team) && (
        <Select
          label={words.team}
          value={expects.team ?? ""}
          options={teamsToPick(teams, words.anyTeam, expects.team)}
          error={here(problems, "expects.team")}
          onPick={team => onChange({ ...expects, team: team || null })}
        />
      )}
      {wants === "answer_from" && (
        <PageField
          value={expects.answer_from ?? ""}
          error={here(problems, "expects.answer_from")}
          onChange={answer_from => onChange({ ...expects, answer_from })}
        />
      )}
    </OwnerPart>
  )
}

type ChoiceProps = { of: readonly Wants[]; wants: Wants; onPick: (wants: Wants) => void }

export const WantsChoice = ({ of, wants, onPick }: ChoiceProps) => {
  const name = useId()
  return (
    <div className="outcomes" role="radiogroup" aria-label={words.expects}>
      {of.map(each => (
        <label key={each}>
          <input type="radio" name={name} checked={each === wants} onChange={() => onPick(each)} />
          <span>
            <strong>{words.wants[each][0]}</strong>
            <small>{words.wants[each][1]}</small>
          </span>
        </label>
      ))}
    </div>
  )
}

type PageProps = { value: string; error: string | null; onChange: (page: string) => void }

/** The written answers are offered; any page that was learned can be named. */
function PageField({ value, error, onChange }: PageProps) {
  const list = useId()
  const answers = useAnswers().data ?? []
  return (
    <>
      <Field
        label={words.page}
        autoComplete="off"
        list={list}
        help={titleOf(value, answers) ?? undefined}
        value={value}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
      />
      <datalist id={list}>
        {answers.map(({ id, address, question }) => (
          <option key={id} value={address}>
            {question}
          </option>
        ))}
      </datalist>
    </>
  )
}
