import { AskedButton } from "../parts/asked.tsx"
import { Field } from "../parts/field.tsx"
import { NumberField, wholeBetween } from "../parts/number.tsx"
import { OwnerEditor, OwnerPart } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { here } from "../parts/where.ts"
import { go } from "../route.ts"
import { changedPerson, type PersonEdit, shownPerson, shownTeam, withMember } from "./draft.ts"
import { Again, Forgotten } from "./invite.tsx"
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
      <NumberField
        label={words.capacity}
        help={words.capacityHelp}
        className="input capacity figures"
        min={1}
        max={100}
        value={who.capacity}
        bad={words.badCapacity}
        read={capacityIn}
        error={here(problems, "capacity")}
        onNumber={capacity => change({ capacity })}
      />
      <OwnerPart title={words.languages} text={words.languagesText}>
        <Languages
          languages={who.languages}
          error={here(problems, "languages")}
          onChange={languages => change({ languages })}
        />
      </OwnerPart>
      <Belongs bench={bench} held={held} />
      {!held.invited && (
        <OwnerPart title={words.password} text={self ? words.ownPassword : words.passwordText}>
          {!self && (
            <div>
              <Forgotten who={held} />
            </div>
          )}
        </OwnerPart>
      )}
      <OwnerPart title={words.leaving}>
        <Leaving who={held} self={self} />
      </OwnerPart>
    </OwnerEditor>
  )
}

const capacityIn = wholeBetween(1, 100)

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
  if (who.role === "owner") return <p className="owner-text">{words.ownerStays}</p>
  if (self) return <p className="owner-text">{words.self}</p>
  return (
    <AskedButton
      button={{ className: "danger" }}
      title={words.removeTitle(who.name)}
      text={words.removeText(who.name)}
      act={words.remove}
      run={() => removeTeammate(who.id)}
      onDone={async () => {
        go(personAt(null))
        await readTeamsAgain()
        say(words.removed(who.name))
      }}
    />
  )
}
