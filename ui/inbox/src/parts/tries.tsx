import "./tries.css"
import type { DeliveryView } from "@chatref/shared/served"
import { sentStrings as words } from "../context/sent-strings.ts"
import { dayAndClock } from "../times.ts"
import { Ago } from "./time.tsx"

/** Each try of a delivery: when, what came of it, and what was answered. */
export const Tries = ({ of }: { of: DeliveryView }) =>
  of.tries.length > 0 && (
    <details className="tries">
      <summary>{words.tries(of.tries.length)}</summary>
      <ol>
        {of.tries.map(each => (
          <li key={each.at}>
            <Ago at={each.at} /> · {words.took(each.seconds.toFixed(1))} ·{" "}
            {words.outcomes[each.outcome] ?? each.outcome}
            {each.said && `: ${each.said}`}
          </li>
        ))}
      </ol>
    </details>
  )

export const nextTry = (at: string): string => words.next(dayAndClock(at, Date.now()))
