import type { ReactNode } from "react"
import { atLeast, Counted, type Line } from "./cells.tsx"
import { count, type Figure, lessons, outcomes, pieces, share, steps } from "./figures.ts"
import { reportStrings } from "./strings.ts"
import { figureWords } from "./words.ts"

const words = reportStrings.table
const waits = ["first_answered", "first_missed", "first_waiting", "first_unanswered"] as const

/** All handoffs, before they are split: also what the colours of the split mean. */
export function Whole(line: Line) {
  const all = count(line.group, "handoffs")
  return (
    <section className="report-part" aria-label={words.all}>
      <h2>
        {words.all} <Counted {...line} figure="handoffs" />
      </h2>
      <p className="owner-text">{all ? words.allText : reportStrings.empty.table}</p>
      {all > 0 && <More {...line} />}
    </section>
  )
}

/** A row in full: every number with its name. */
export const More = (line: Line) => (
  <div className="report-more">
    <Numbers {...line} title={words.outcomes} order={outcomes} />
    <Numbers {...line} title={words.waits} order={waits}>
      <Wait {...line} />
    </Numbers>
    <Numbers {...line} title={words.lessons} order={lessons} />
    <Numbers {...line} title={words.steps} order={steps} />
  </div>
)

type NumbersProps = Line & { title: string; order: readonly Figure[]; children?: ReactNode }

function Numbers({ title, order, children, ...line }: NumbersProps) {
  const whole = count(line.group, "handoffs")
  return (
    <section>
      <h4>{title}</h4>
      <dl>
        {pieces(line.group, order).map(({ figure, count }) => (
          <div key={figure}>
            <dt>
              <i data-figure={figure} />
              {figureWords(figure)}
            </dt>
            <dd className="figures">
              <Share part={count} whole={whole} />
              <Counted {...line} figure={figure} />
            </dd>
          </div>
        ))}
        {children}
      </dl>
    </section>
  )
}

function Share({ part, whole }: { part: number; whole: number }) {
  const percent = share(part, whole)
  return percent === null ? null : <small>{words.share(percent)}</small>
}

function Wait({ group: { first_wait, longest_later_wait } }: Line) {
  const pairs = [
    [words.half, first_wait.median, first_wait.at_least],
    [words.ninetyWithin, first_wait.nine_of_ten, first_wait.at_least],
    [words.again, longest_later_wait.median, longest_later_wait.at_least],
  ] as const
  return pairs.map(
    ([name, seconds, open]) =>
      seconds !== null && (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="figures">{atLeast(seconds, open)}</dd>
        </div>
      ),
  )
}
