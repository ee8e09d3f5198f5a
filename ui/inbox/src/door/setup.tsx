import "./door.css"
import { Refusal, Silence } from "@chatref/shared/client"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { Bar, Failed } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { strings } from "../strings.ts"
import { ChoosePassword } from "./choose-password.tsx"
import { Door } from "./door.tsx"
import { FirstOwner } from "./first-owner.tsx"
import { doorStrings } from "./strings.ts"

const words = doorStrings

type Link = { asks_for: "first_owner" | "password" }

/** The one-time link: for the first owner, or for somebody who chooses a password. `first`: nobody has used one yet. */
export function Setup({ token, first }: { token: string; first: boolean }) {
  const link = useQuery({
    queryKey: ["setup", token],
    queryFn: () => client.post<Link>("/api/setup/link", { token }),
    enabled: Boolean(token),
    retry: false,
  })
  if (!token && first) return <Door title={words.notSetUp} text={words.notSetUpText} />
  if (!token) return <Door title={words.noToken} text={words.noTokenText} />
  if (link.isError) return <Dead error={link.error} onAgain={() => void link.refetch()} />
  if (!link.data) return <Opening />
  return link.data.asks_for === "first_owner" ? (
    <FirstOwner token={token} />
  ) : (
    <ChoosePassword token={token} />
  )
}

const Opening = () => (
  <Door title={words.setup} text={strings.loading}>
    <Bar width="100%" height={40} />
  </Door>
)

function Dead({ error, onAgain }: { error: Error; onAgain: () => void }) {
  if (error instanceof Silence) return <Failed onAgain={onAgain} />
  const busy = error instanceof Refusal && error.status === 429
  return (
    <Door
      title={busy ? words.noToken : words.usedUp}
      text={busy ? words.wait(Math.ceil(error.retryAfter ?? 30)) : words.usedToken}
    >
      <To to={{ page: "sign-in", next: null, ended: false }}>{words.signIn}</To>
    </Door>
  )
}
