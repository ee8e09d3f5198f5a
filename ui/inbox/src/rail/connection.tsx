import type { Connection } from "@chatref/shared/stream"
import { useConnection } from "../live.ts"
import { Tooltip } from "../parts/tooltip.tsx"
import { strings } from "../strings.ts"

const shown: Record<Connection, "live" | "reconnecting" | "stale"> = {
  live: "live",
  polling: "live",
  connecting: "reconnecting",
  stale: "reconnecting",
  offline: "stale",
}

/** Quiet while all is well; a word to screen readers only when it changes for the worse. */
export function ConnectionState() {
  const state = shown[useConnection()]
  const words = strings.connection[state]
  return (
    <Tooltip text={words}>
      <button type="button" className="connection" data-state={state} aria-label={words}>
        <span className="visually-hidden" role="status">
          {state === "live" ? "" : words}
        </span>
      </button>
    </Tooltip>
  )
}
