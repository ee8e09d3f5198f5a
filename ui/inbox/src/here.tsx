import { useEffect, useState } from "react"
import { rungSince } from "./alerts/news.ts"
import { useAlerts } from "./alerts/use-alerts.ts"
import { Waits } from "./alerts/waits.tsx"
import { startLive } from "./live.ts"
import { Offers } from "./offer/offers.tsx"
import { useMe, useViews } from "./reads.ts"

type Props = { inbox: boolean; conversation: string | null }

/** Whoever is signed in is here, on whatever page: over one connection they are rung and alerted. */
export function Here({ inbox, conversation }: Props) {
  const me = useMe().data
  const views = useViews().data
  const ready = Boolean(me && views)
  useEffect(() => (ready ? startLive() : undefined), [ready])
  const told = useAlerts(me, conversation)
  const [since, look] = useLastLook(inbox)
  if (!me) return null
  const shows = !inbox && told !== null && me.teammate.availability !== "away"
  return (
    <div className="corner">
      <Waits waiting={shows ? rungSince(told, since, me) : []} onLater={look} />
      <Offers me={me} />
    </div>
  )
}

/** Who leaves the inbox has seen who waits there, and so has who puts the word of it away. */
function useLastLook(inbox: boolean): [number, () => void] {
  const [since, setSince] = useState(Number.NEGATIVE_INFINITY)
  const look = () => setSince(Date.now())
  useEffect(() => (inbox ? () => setSince(Date.now()) : undefined), [inbox])
  return [since, look]
}
