import type { Me } from "@chatref/shared/inbox-wire"
import type { UnstaffedList } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { dayAndClock } from "../times.ts"
import { offerStrings as words } from "./strings.ts"

const every = 30_000

/** For who leads: in open hours nobody of a team is here, whether somebody waits or not. */
export function Unstaffed({ me }: { me: Me | undefined }) {
  const leads = me?.rights.includes("manage_team") ?? false
  const found = useQuery({
    queryKey: ["unstaffed"],
    queryFn: () => client.get<UnstaffedList>("/api/admin/unstaffed"),
    enabled: leads,
    refetchInterval: every,
  })
  if (!found.data?.teams.length) return null
  return (
    <ul className="gap" aria-label={words.gaps}>
      {found.data.teams.map(({ team, name, since }) => (
        <li key={team}>{words.gap(name, dayAndClock(since, Date.now()))}</li>
      ))}
    </ul>
  )
}
