import type { Me } from "@chatref/shared/inbox-wire"
import { useEffect, useRef, useState } from "react"
import { useList } from "../reads.ts"
import { ways } from "./device.ts"
import { news, type Told } from "./news.ts"
import { ring, withdraw } from "./ring.ts"

/** Rings for who waits, by what the lists say: what came while nobody looked is one alert, not as many. */
export function useAlerts(me: Me | undefined, open: string | null): Told | null {
  const unowned = useList("needs_person").data?.summaries
  const mine = useList("mine").data?.summaries
  const known = useRef<Told | null>(null)
  const [told, tell] = useState<Told | null>(null)
  useEffect(() => {
    if (!me || !unowned || !mine) return
    const { rung, waiting, fresh } = news(
      known.current?.rung ?? new Map(),
      [...unowned, ...mine],
      me,
      Date.now(),
    )
    const begun = known.current !== null
    known.current = { rung, waiting }
    tell(known.current)
    if (!waiting.length) withdraw()
    const looks = document.hasFocus()
    const heard = fresh.filter(({ conversation }) => !(looks && conversation === open))
    if (begun && heard.length && me.teammate.availability !== "away")
      ring(waiting, heard, { ...ways(), ...(looks && { window: false }) })
  }, [me, unowned, mine, open])
  return told
}
