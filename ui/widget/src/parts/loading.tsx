import type { Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"

export function Loading({ screen, again }: { screen: Screen; again: () => void }) {
  const strings = useStrings()
  if (screen.phase !== "failed") {
    return (
      <div class="log">
        <p class="visually-hidden" role="status">
          {strings.loading}
        </p>
        <span class="skeleton bubble" />
        <span class="skeleton chip" />
        <span class="skeleton chip" />
      </div>
    )
  }
  return (
    <div class="failure" role="alert">
      <p>{screen.problem ?? strings.cannotLoad}</p>
      {!screen.problem && (
        <button type="button" class="button" onClick={again}>
          {strings.tryAgain}
        </button>
      )}
    </div>
  )
}
