import { Plus } from "@chatref/shared/icons"
import { useState } from "react"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Face } from "../parts/face.tsx"
import { OwnerGone, OwnerRow } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { go } from "../route.ts"
import { shownTeam } from "./draft.ts"
import { NewTeam } from "./new-team.tsx"
import { teamsStrings } from "./strings.ts"
import { TeamEditor } from "./team-editor.tsx"
import type { Bench } from "./use-save.ts"
import type { Team, Teammate } from "./wire.ts"

const words = teamsStrings.list

export const teamAt = (open: string | null) => ({ page: "teams", part: "teams", open }) as const

export function TeamsPart({ bench, open }: { bench: Bench; open: string | null }) {
  const [adding, setAdding] = useState(false)
  const { teams, people, drafting } = bench
  return (
    <div className="owner-columns" data-open={open !== null}>
      <section className="owner-list" aria-label={words.label}>
        <header>
          <h2>{words.label}</h2>
          <Button icon={Plus} onClick={() => setAdding(true)}>
            {words.add}
          </Button>
        </header>
        <ul className="owner-rows">
          {teams.map(team => (
            <Row
              key={team.id}
              team={shownTeam(drafting.draft, team)}
              people={people}
              open={team.id === open}
              unsaved={Boolean(drafting.draft.teams[team.id])}
            />
          ))}
        </ul>
      </section>
      {open !== null && <Open key={open} bench={bench} open={open} />}
      <NewTeam open={adding} onClose={() => setAdding(false)} />
    </div>
  )
}

function Open({ bench, open }: { bench: Bench; open: string }) {
  const team = bench.teams.find(({ id }) => id === open)
  const close = () => go(teamAt(null))
  if (!team) return <OwnerGone back={words.back} onClose={close} />
  return <TeamEditor bench={bench} held={team} onClose={close} />
}

type RowProps = { team: Team; people: Teammate[]; open: boolean; unsaved: boolean }

function Row({ team, people, open, unsaved }: RowProps) {
  const members = people.filter(({ id }) => team.members.includes(id))
  return (
    <OwnerRow to={teamAt(team.id)} open={open}>
      <span className="owner-name">
        <strong>{team.name}</strong>
        <Chip {...(team.open ? { tone: "accent" } : {})}>{team.open ? words.open : words.closed}</Chip>
        {team.is_default && <Chip>{words.isDefault}</Chip>}
        {unsaved && <Chip tone="soon">{ownerStrings.unsaved}</Chip>}
      </span>
      <span className="team-line">
        <Faces of={members} />
        {words.members(members.length)} · {teamsStrings.strategies[team.strategy][0].toLowerCase()}
      </span>
    </OwnerRow>
  )
}

const most = 6

const Faces = ({ of }: { of: Teammate[] }) => (
  <span className="team-faces" aria-hidden="true">
    {of.slice(0, most).map(each => (
      <Face key={each.id} of={each} size={22} />
    ))}
  </span>
)
