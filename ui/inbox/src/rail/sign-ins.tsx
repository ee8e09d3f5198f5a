import "./sessions.css"
import type { SessionRow } from "@chatref/shared/inbox-wire"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Bar, Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { refresh } from "../reads.ts"
import { strings } from "../strings.ts"
import { ago, exact } from "../times.ts"
import { browserName } from "./browser.ts"
import { OwnPassword } from "./own-password.tsx"

const words = strings.account
const path = "/api/inbox/sessions"

/** Where one is signed in, and the password for all of it. */
export function SignIns() {
  const [changing, setChanging] = useState(false)
  if (changing) return <OwnPassword onDone={() => setChanging(false)} />
  return (
    <>
      <p className="dialog-text">{words.sessionsText}</p>
      <List />
      <Button onClick={() => setChanging(true)}>{words.changePassword}</Button>
    </>
  )
}

function List() {
  const read = () => client.get<{ sessions: SessionRow[] }>(path)
  const sessions = useQuery({ queryKey: ["sessions"], queryFn: read, staleTime: 0 })
  return (
    <>
      {sessions.isPending && <Bar width="60%" />}
      {sessions.isError && <Failed onAgain={() => void sessions.refetch()} />}
      <ul className="sessions">
        {sessions.data?.sessions.map(session => (
          <SessionLine key={session.id} session={session} />
        ))}
      </ul>
    </>
  )
}

function SessionLine({ session }: { session: SessionRow }) {
  const end = useMutation({
    mutationFn: () => client.post(`${path}/${session.id}/revoke`, {}),
    onSuccess: () => {
      say(words.revoked)
      return refresh("sessions")
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <li>
      <div>
        <strong title={session.device}>{browserName(session.device, words.browser)}</strong>
        <span title={exact(session.seen_at)}>
          {words.lastSeen(ago(session.seen_at, Date.now()))}
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
