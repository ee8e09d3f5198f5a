import { Plus } from "@chatref/shared/icons"
import { useState } from "react"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Face } from "../parts/face.tsx"
import { OwnerGone, OwnerRow } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { go } from "../route.ts"
import { shownPerson, shownTeam } from "./draft.ts"
import { Invitation } from "./invite.tsx"
import { PersonEditor } from "./person-editor.tsx"
import { languageName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import type { Bench } from "./use-save.ts"
import type { Teammate } from "./wire.ts"

const words = teamsStrings.people

export const personAt = (open: string | null) => ({ page: "teams", part: "people", open }) as const

type Props = { bench: Bench; open: string | null; me: string }

export function PeoplePart({ bench, open, me }: Props) {
  const [inviting, setInviting] = useState(false)
  const { people, teams, drafting } = bench
  const shown = teams.map(team => shownTeam(drafting.draft, team))
  return (
    <div className="owner-columns" data-open={open !== null}>
      <section className="owner-list" aria-label={words.label}>
        <header>
          <h2>{words.label}</h2>
          <Button icon={Plus} onClick={() => setInviting(true)}>
            {words.invite}
          </Button>
        </header>
        <ul className="owner-rows">
          {people.map(each => (
            <Row
              key={each.id}
              who={shownPerson(drafting.draft, each)}
              teams={shown.filter(({ members }) => members.includes(each.id)).map(({ name }) => name)}
              open={each.id === open}
              me={each.id === me}
              unsaved={Boolean(drafting.draft.people[each.id])}
            />
          ))}
        </ul>
      </section>
      {open !== null && <Open key={open} bench={bench} open={open} me={me} />}
      <Invitation open={inviting} teams={teams} onClose={() => setInviting(false)} />
    </div>
  )
}

function Open({ bench, open, me }: Props & { open: string }) {
  const who = bench.people.find(({ id }) => id === open)
  const close = () => go(personAt(null))
  if (!who) return <OwnerGone back={words.back} onClose={close} />
  return <PersonEditor bench={bench} held={who} self={open === me} onClose={close} />
}

type RowProps = { who: Teammate; teams: string[]; open: boolean; me: boolean; unsaved: boolean }

function Row({ who, teams, open, me, unsaved }: RowProps) {
  const about = [teams.join(", ") || words.noTeam, teamsStrings.team.atOnce(who.capacity)]
  return (
    <OwnerRow to={personAt(who.id)} open={open}>
      <span className="person">
        <Face of={who} size={36} />
        <span>
          <span className="owner-name">
            <strong>{who.name}</strong>
            {me && <Chip>{words.you}</Chip>}
            {who.role === "owner" && <Chip>{words.owner}</Chip>}
            {who.invited && <Chip tone="soon">{words.invited}</Chip>}
            {unsaved && <Chip tone="soon">{ownerStrings.unsaved}</Chip>}
          </span>
          <span className="team-line">{[...about, ...who.languages.map(languageName)].join(" · ")}</span>
        </span>
        <Presence of={who} />
      </span>
    </OwnerRow>
  )
}

export function Presence({ of }: { of: Teammate }) {
  if (of.invited) return null
  const state = of.present ? of.availability : "none"
  return (
    <span className="presence" data-state={state}>
      {of.present ? words.states[of.availability] : words.notHere}
    </span>
  )
}
