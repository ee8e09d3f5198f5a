import type { SessionRow } from "@chatref/shared/inbox-wire"
import { useMutation, useQuery } from "@tanstack/react-query"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Bar, Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"
import { strings } from "../strings.ts"
import { exact, relative } from "../times.ts"

const words = strings.account
const path = "/api/inbox/sessions"

export function Sessions({ open, onClose }: { open: boolean; onClose: () => void }) {
  const read = () => client.get<{ sessions: SessionRow[] }>(path)
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: read, enabled: open, staleTime: 0 })
  return (
    <Dialog open={open} onClose={onClose} title={words.sessions} text={words.sessionsText}>
      {sessions.isPending && <Bar width="60%" />}
      {sessions.isError && <Failed onAgain={() => void sessions.refetch()} />}
      <ul className="sessions">
        {sessions.data?.sessions.map(session => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </Dialog>
  )
}

function SessionLine({ session }: { session: SessionRow }) {
  const end = useMutation({
    mutationFn: () => client.post(`${path}/${session.id}/revoke`, {}),
    onSuccess: () => {
      say(words.revoked)
      return queries.invalidateQueries({ queryKey: ["sessions"] })
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <li>
      <div>
        <strong>{session.device}</strong>
        <span title={exact(session.seen_at)}>
          {words.lastSeen(relative(session.seen_at, Date.now()))}
          {session.address && ` · ${session.address}`}
        </span>
      </div>
      {session.current ? (
        <Chip tone="accent">{words.thisDevice}</Chip>
      ) : (
        <Button small disabled={end.isPending} onClick={() => end.mutate()}>
          {words.revoke}
        </Button>
      )}
    </li>
  )
}
