import type { Piece as Unfinished } from "@chatref/shared/reducer"
import { useStrings } from "../spoken.ts"
import { Rich } from "./rich.tsx"

/** An answer while it is written. Not part of the log, so that a screen reader hears it once, whole. */
export function Piece({ piece }: { piece: Unfinished | null }) {
  const strings = useStrings()
  if (!piece) return null
  return (
    <div class="group theirs" aria-hidden="true">
      <p class="speaker">{strings.assistant}</p>
      <div class="bubble rich writing">
        <Rich text={piece.text} />
      </div>
    </div>
  )
}
