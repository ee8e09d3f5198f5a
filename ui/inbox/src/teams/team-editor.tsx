import { Ellipsis, Star, Trash2 } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { IconButton } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { OwnerEditor, OwnerPart } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { here, inside } from "../parts/where.ts"
import { go } from "../route.ts"
import { changedTeam, shownTeam, type TeamEdit } from "./draft.ts"
import { HoursEditor } from "./hours-editor.tsx"
import { Members } from "./members.tsx"
import { makeDefault, readTeamsAgain, removeTeam } from "./reads.ts"
import { Strategies } from "./strategies.tsx"
import { teamsStrings } from "./strings.ts"
import { teamAt } from "./teams-part.tsx"
import type { Bench } from "./use-save.ts"
import type { Hours, Team } from "./wire.ts"

const words = teamsStrings.team

type Props = { bench: Bench; held: Team; onClose: () => void }

export function TeamEditor({ bench, held, onClose }: Props) {
  const { drafting } = bench
  const team = shownTeam(drafting.draft, held)
  const problems = bench.problems.filter(({ id }) => id === held.id)
  const change = (edit: TeamEdit) => drafting.change(now => changedTeam(now, held, edit))
  return (
    <OwnerEditor
      title={team.name || held.name}
      back={teamsStrings.list.back}
      onClose={onClose}
      acts={<More team={held} teams={bench.teams} />}
    >
      <Field
        label={teamsStrings.list.name}
        help={teamsStrings.list.nameHelp}
        value={team.name}
        maxLength={120}
        autoComplete="off"
        error={here(problems, "name")}
        onChange={event => change({ name: event.currentTarget.value })}
      />
      <OwnerPart title={words.passing} text={words.passingText}>
        <Strategies strategy={team.strategy} onPick={strategy => change({ strategy })} />
      </OwnerPart>
      <OwnerPart title={words.members} text={words.membersText}>
        <Members bench={bench} held={held} />
      </OwnerPart>
      <HoursEditor
        hours={team.hours as Hours}
        problems={inside(problems, "hours")}
        onChange={hours => change({ hours })}
      />
    </OwnerEditor>
  )
}

function More({ team, teams }: { team: Team; teams: Team[] }) {
  const [removing, setRemoving] = useState(false)
  const promote = useMutation({
    mutationFn: () => makeDefault(team.id),
    onSuccess: async () => {
      await readTeamsAgain()
      say(words.nowDefault(team.name))
    },
    onError: error => say(reasonOf(error)),
  })
  if (team.is_default) return <IsDefault />
  return (
    <>
      <Menu trigger={<IconButton className="small" icon={Ellipsis} label={words.more} />}>
        <MenuItem icon={Star} onPick={() => promote.mutate()}>
          {words.makeDefault}
        </MenuItem>
        <MenuItem icon={Trash2} onPick={() => setRemoving(true)}>
          {words.remove}
        </MenuItem>
      </Menu>
      <Asked
        open={removing}
        title={words.removeTitle(team.name)}
        text={words.removeText(teams.find(({ is_default }) => is_default)?.name ?? "")}
        act={words.remove}
        run={() => removeTeam(team.id)}
        onClose={() => setRemoving(false)}
        onDone={async () => {
          go(teamAt(null))
          await readTeamsAgain()
          say(words.removed(team.name))
        }}
      />
    </>
  )
}

const IsDefault = () => (
  <span className="tag" title={words.isDefault}>
    {teamsStrings.list.isDefault}
    <span className="visually-hidden">{words.isDefault}</span>
  </span>
)
