import { RotateCw, WifiOff } from "@chatref/shared/icons"
import type { Connection } from "@chatref/shared/stream"
import { useEffect, useState } from "preact/hooks"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

/** A blink of the line is nobody's business. */
const WORTH_SAYING = 1_500

export function Banner({ connection }: { connection: Connection | null }) {
  const strings = useStrings()
  const offline = !navigator.onLine || connection === "offline"
  const troubled = useLasting(offline || connection === "stale")
  return (
    <div role="status">
      {troubled && (
        <p class="banner">
          <Icon of={offline ? WifiOff : RotateCw} size={15} />
          {offline ? strings.offline : strings.reconnecting}
        </p>
      )}
    </div>
  )
}

function useLasting(now: boolean): boolean {
  const [lasting, last] = useState(false)
  useEffect(() => {
    if (!now) return last(false)
    const timer = setTimeout(() => last(true), WORTH_SAYING)
    return () => clearTimeout(timer)
  }, [now])
  return now && lasting
}
