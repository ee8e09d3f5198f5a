import { strings } from "../strings.ts"
import type { Thread } from "./state.ts"

const words = strings.preview

/** What to know before stepping in: what is still missing, and what the assistant is about to say. */
export function Preview({ thread }: { thread: Thread }) {
  const { details, view, summary } = thread
  const missing = details.filter(detail => detail.value === null).map(detail => detail.label)
  if (!missing.length && !view.piece) return null
  return (
    <section className="preview" aria-label={words.title}>
      {missing.length > 0 && (
        <p>
          <b>{words.missing}:</b> {missing.join(", ")}
          {summary.stage === "collecting" && <span> · {words.asked}</span>}
        </p>
      )}
      {view.piece && <p>{words.draftNote}</p>}
    </section>
  )
}
