import { useId } from "react"
import { teamsStrings } from "./strings.ts"
import type { Strategy } from "./wire.ts"

const words = teamsStrings.strategies
const strategies = Object.keys(words) as Strategy[]

type Props = { strategy: Strategy; onPick: (strategy: Strategy) => void }

/** How a team's cases find one of its members, each way in a sentence. */
export function Strategies({ strategy, onPick }: Props) {
  const name = useId()
  return (
    <>
      <div className="outcomes" role="radiogroup" aria-label={teamsStrings.team.passing}>
        {strategies.map(each => (
          <label key={each}>
            <input type="radio" name={name} checked={each === strategy} onChange={() => onPick(each)} />
            <span>
              <strong>{words[each][0]}</strong>
              <small>{words[each][1]}</small>
            </span>
          </label>
        ))}
      </div>
      {strategy !== "pool" && <p className="owner-text">{teamsStrings.ringing}</p>}
    </>
  )
}
