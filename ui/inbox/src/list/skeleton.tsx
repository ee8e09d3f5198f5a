import { Bar } from "../parts/states.tsx"
import { strings } from "../strings.ts"

const widths = ["88%", "64%", "76%", "52%", "81%", "70%"]

/** Lines of the size that the conversations will have, so that nothing jumps when they come. */
export const ListSkeleton = () => (
  <div className="list-body">
    <span className="visually-hidden" role="status">
      {strings.loading}
    </span>
    {widths.map(width => (
      <div key={width} className="row" aria-hidden="true">
        <span className="skeleton face" />
        <span className="row-name">
          <Bar width={96} />
        </span>
        <span className="row-age">
          <Bar width={34} />
        </span>
        <span className="row-words">
          <Bar width={width} />
        </span>
        <span className="row-marks">
          <Bar width={64} height={18} />
        </span>
      </div>
    ))}
  </div>
)
