import { moved, without } from "./condition.ts"
import type { Step } from "./wire.ts"

type Press = { key: string; altKey: boolean }
/** The steps as they are then, and where the hand goes on. */
type Then = { steps: Step[]; at: number }

/** Enter goes on, Alt and an arrow move a step, and an empty one goes with Backspace; null where a key only types. */
export const pressed = (steps: Step[], at: number, { key, altKey }: Press): Then | null => {
  if (key === "Enter") return { steps, at: at + 1 }
  if (key === "Backspace" && steps[at]?.text === "")
    return { steps: without(steps, at), at: Math.max(at - 1, 0) }
  const to = altKey ? at + (ways[key] ?? 0) : at
  return to !== at && steps[at] && steps[to] ? { steps: moved(steps, at, to), at: to } : null
}

const ways: Record<string, number> = { ArrowUp: -1, ArrowDown: 1 }
