import type { Summary } from "@chatref/shared/inbox-wire"
import { useNow } from "../now.ts"
import { strings } from "../strings.ts"
import { exact } from "../times.ts"
import { ringOf } from "./clock.ts"

/** What is owed, as a running clock: calm, then amber, then red. */
export function Due({ owed }: { owed: Summary["owed"] }) {
  const now = useNow(1000)
  const ring = ringOf(owed, now)
  if (!ring || !owed?.due_at) return null
  const words = ring.tone === "late" ? strings.row.late(ring.text) : ring.text
  return (
    <span className="due figures" data-tone={ring.tone} title={exact(owed.due_at)}>
      <i className="ring" style={{ "--share": `${Math.round(ring.share * 100)}%` } as React.CSSProperties} />
      <span className="visually-hidden">{ring.tone === "late" ? "" : strings.row.dueIn}</span>
      {words}
    </span>
  )
}
