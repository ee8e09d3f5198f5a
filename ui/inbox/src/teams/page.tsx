import "./teams.css"
import { OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import type { TeamsPart } from "../route.ts"
import { useTeammates, useTeams } from "./reads.ts"
import { teamsStrings } from "./strings.ts"
import { Times } from "./times.tsx"
import { Workbench } from "./workbench.tsx"

type Props = { part: TeamsPart; open: string | null }

/** The owner's teams and people: who answers, when, for how much, and in which languages. */
export const TeamsPage = ({ part, open }: Props) => (
  <OwnerPage here="teams" title={teamsStrings.title} right="manage_team" open={open !== null}>
    {({ workspace, teammate }) =>
      part === "times" ? (
        <Times place={`chatref:times:${workspace.id}`} />
      ) : (
        <Read part={part} open={open} workspace={workspace.id} me={teammate.id} />
      )
    }
  </OwnerPage>
)

type ReadProps = { part: Exclude<TeamsPart, "times">; open: string | null; workspace: string; me: string }

function Read({ part, open, workspace, me }: ReadProps) {
  const [teams, people] = [useTeams(), useTeammates()]
  const failed = [teams, people].find(({ isError, data }) => isError && !data)
  if (failed) return <Failed onAgain={() => void Promise.all([teams.refetch(), people.refetch()])} />
  if (!teams.data || !people.data) return <OwnerSkeleton />
  return (
    <Workbench
      part={part}
      open={open}
      place={`chatref:teams:${workspace}`}
      me={me}
      teams={teams.data}
      people={people.data}
    />
  )
}
