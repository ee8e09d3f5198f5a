import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerEditor, OwnerPart } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { here } from "../parts/where.ts"
import { go } from "../route.ts"
import { changedPerson, type PersonEdit, shownPerson, shownTeam, withMember } from "./draft.ts"
import { Again } from "./invite.tsx"
import { Languages } from "./languages.tsx"
import { Presence, personAt } from "./people.tsx"
import { readTeamsAgain, removeTeammate } from "./reads.ts"
import { teamsStrings } from "./strings.ts"
import type { Bench } from "./use-save.ts"
import type { Teammate } from "./wire.ts"

const words = teamsStrings.person

type Props = { bench: Bench; held: Teammate; self: boolean; onClose: () => void }

export function PersonEditor({ bench, held, self, onClose }: Props) {
  const { drafting } = bench
  const who = shownPerson(drafting.draft, held)
  const problems = bench.problems.filter(({ id }) => id === held.id)
  const change = (edit: PersonEdit) => drafting.change(now => changedPerson(now, held, edit))
  return (
    <OwnerEditor
      title={who.name || held.name}
      back={teamsStrings.people.back}
      onClose={onClose}
      acts={<Presence of={held} />}
    >
      {held.invited && <Joining who={held} />}
      <div className="owner-pair">
        <Field
          label={words.name}
          help={words.nameHelp}
          value={who.name}
          maxLength={120}
          autoComplete="off"
          error={here(problems, "name")}
          onChange={event => change({ name: event.currentTarget.value })}
        />
        <Field label={teamsStrings.invite.email} value={held.email} readOnly />
      </div>
      <Capacity capacity={who.capacity} error={here(problems, "capacity")} onChange={change} />
      <OwnerPart title={words.languages} text={words.languagesText}>
        <Languages
          languages={who.languages}
          error={here(problems, "languages")}
          onChange={languages => change({ languages })}
        />
      </OwnerPart>
      <Belongs bench={bench} held={held} />
      <OwnerPart title={words.leaving}>
        <Leaving who={held} self={self} />
      </OwnerPart>
    </OwnerEditor>
  )
}

type CapacityProps = { capacity: number; error: string | null; onChange: (edit: PersonEdit) => void }

/** What is no number yet stays as it is written, and is not taken over. */
function Capacity({ capacity, error, onChange }: CapacityProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const wrong = typed !== null && !fits(Number(typed)) ? words.badCapacity : null
  return (
    <Field
      label={words.capacity}
      help={words.capacityHelp}
      className="input capacity figures"
      type="number"
      min={1}
      max={100}
      inputMode="numeric"
      value={typed ?? capacity}
      error={wrong ?? error}
      onChange={event => {
        const { value } = event.currentTarget
        setTyped(value)
        if (fits(Number(value))) onChange({ capacity: Number(value) })
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

const fits = (number: number) => Number.isInteger(number) && number >= 1 && number <= 100

function Belongs({ bench, held }: { bench: Bench; held: Teammate }) {
  const { teams, drafting } = bench
  const shown = teams.map(team => ({
    team,
    belongs: shownTeam(drafting.draft, team).members.includes(held.id),
  }))
  const standard = teams.find(({ is_default }) => is_default)?.name ?? ""
  return (
    <OwnerPart title={words.teams} text={words.teamsText}>
      <div>
        {shown.map(({ team, belongs }) => (
          <label key={team.id} className="tick">
            <input
              type="checkbox"
              checked={belongs}
              onChange={event => {
                const on = event.currentTarget.checked
                drafting.change(now => withMember(now, team, held.id, on))
              }}
            />
            {team.name}
          </label>
        ))}
      </div>
      {shown.every(({ belongs }) => !belongs) && <p className="owner-warning">{words.noTeam(standard)}</p>}
    </OwnerPart>
  )
}

const Joining = ({ who }: { who: Teammate }) => (
  <section className="owner-note" aria-label={words.joining}>
    <p>
      <b>{words.joining}.</b> {words.joiningText}
    </p>
    <Again who={who} />
  </section>
)

function Leaving({ who, self }: { who: Teammate; self: boolean }) {
  const [asking, ask] = useState(false)
  const removing = useMutation({
    mutationFn: () => removeTeammate(who.id),
    onSuccess: async () => {
      ask(false)
      go(personAt(null))
      await readTeamsAgain()
      say(words.removed(who.name))
    },
    onError: error => say(reasonOf(error)),
  })
  if (who.role === "owner") return <p className="owner-text">{words.ownerStays}</p>
  if (self) return <p className="owner-text">{words.self}</p>
  return (
    <>
      <Button className="danger" onClick={() => ask(true)}>
        {words.remove}
      </Button>
      <Asked
        open={asking}
        title={words.removeTitle(who.name)}
        text={words.removeText(who.name)}
        act={words.remove}
        pending={removing.isPending}
        onClose={() => ask(false)}
        onAct={() => removing.mutate()}
      />
    </>
  )
}
