import type { Me } from "@chatref/shared/inbox-wire"
import { useEffect, useRef } from "react"
import { useList } from "../reads.ts"
import { ways } from "./device.ts"
import { news, type Rung } from "./news.ts"
import { ring, withdraw } from "./ring.ts"

/** Rings for who waits, by what the lists say: what came while nobody looked is one alert, not as many. */
export function useAlerts(me: Me | undefined, open: string | null): void {
  const unowned = useList("needs_person").data?.summaries
  const mine = useList("mine").data?.summaries
  const known = useRef<Rung | null>(null)
  useEffect(() => {
    if (!me || !unowned || !mine) return
    const told = news(known.current ?? new Map(), [...unowned, ...mine], me, Date.now())
    const begun = known.current !== null
    known.current = told.rung
    if (!told.waiting.length) withdraw()
    const looks = document.hasFocus()
    const heard = told.fresh.filter(({ conversation }) => !(looks && conversation === open))
    if (begun && heard.length && me.teammate.availability !== "away")
      ring(told.waiting, heard, { ...ways(), ...(looks && { window: false }) })
  }, [me, unowned, mine, open])
}
