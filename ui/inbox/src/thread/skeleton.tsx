import { Bar } from "../parts/states.tsx"
import { strings } from "../strings.ts"

export const ThreadSkeleton = () => (
  <>
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
  </>
)
