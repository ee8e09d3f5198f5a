import "./thread.css"
import "./card.css"
import "./messages.css"
import "../context/context.css"
import { MessageCircle } from "@chatref/shared/icons"
import { Bar, EmptyState } from "../parts/states.tsx"
import { strings } from "../strings.ts"
import { isWide } from "../widths.ts"

/** Stands where a thread will: it is fetched, or what shows it is. */
export const ThreadSkeleton = () => (
  <>
    <section className="thread" aria-label={strings.loading} aria-busy>
      <div className="thread-header" aria-hidden="true">
        <span className="skeleton face" />
        <div className="thread-who">
          <Bar width={120} height={14} />
          <Bar width={200} height={10} />
        </div>
      </div>
      <div className="log-frame">
        <div className="log" role="status" aria-label={strings.loading}>
          {["46%", "58%", "38%", "52%"].map((width, at) => (
            <div key={width} className={`message ${at % 2 ? "ours" : "theirs"}`}>
              <span className="skeleton bubble-bar" style={{ width }} />
            </div>
          ))}
        </div>
      </div>
    </section>
    <ContextSkeleton />
  </>
)

export const ContextSkeleton = () => (isWide() ? <div className="context" aria-hidden="true" /> : null)

/** With nothing to pick from nothing is advised, and no keys to who has none. */
export function NoThread({ some }: { some: boolean }) {
  const [title, text] = strings.empty.thread
  return (
    <section className="thread none" aria-label={title}>
      <EmptyState icon={MessageCircle} title={title}>
        {some && (
          <p>
            {text}
            <span className="with-keys">{strings.empty.walk}</span>
          </p>
        )}
      </EmptyState>
    </section>
  )
}
