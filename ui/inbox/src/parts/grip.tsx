/** Six dots: what carries it can be taken and moved. */
export const Grip = () => (
  <svg className="icon" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
    {[9, 15].flatMap(x => [5, 12, 19].map(y => <circle key={`${x} ${y}`} cx={x} cy={y} r={1.6} />))}
  </svg>
)
