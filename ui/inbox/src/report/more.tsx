import type { Figure, WaitFigures } from "@chatref/shared/served"
import type { ReactNode } from "react"
import { Counted, type Line, waitWords } from "./cells.tsx"
import { count, lessons, outcomes, pieces, share, steps } from "./figures.ts"
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
    <Numbers {...line} title={words.outcomes} order={outcomes} whole="handoffs" />
    <Numbers {...line} title={words.waits} order={waits} whole="handoffs">
      <Wait name={words.half} seconds={line.group.first_wait.median} of={line.group.first_wait} />
      <Wait name={words.ninety} seconds={line.group.first_wait.nine_of_ten} of={line.group.first_wait} />
      <Wait
        name={words.later}
        seconds={line.group.longest_later_wait.median}
        of={line.group.longest_later_wait}
      />
    </Numbers>
    <Numbers {...line} title={words.lessons} order={lessons} whole="handoffs" />
    <Numbers {...line} title={words.steps} order={steps} whole="handoffs" />
  </div>
)

type NumbersProps = Line & { title: string; order: readonly Figure[]; whole: Figure; children?: ReactNode }

/** What there is of these figures, each with its name, and with its share where that says something. */
export function Numbers({ title, order, whole, children, ...line }: NumbersProps) {
  const there = pieces(line.group, order)
  if (!there.length) return null
  return (
    <section>
      <h3>{title}</h3>
      <dl>
        {there.map(piece => (
          <div key={piece.figure}>
            <dt>
              <i data-figure={piece.figure} />
              {figureWords(piece.figure)}
            </dt>
            <dd className="figures">
              <Share part={piece.count} whole={count(line.group, whole)} />
              <Counted {...line} figure={piece.figure} />
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

function Wait({ name, seconds, of }: { name: string; seconds: number | null; of: WaitFigures }) {
  if (seconds === null) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd className="figures">{waitWords(seconds, of)}</dd>
    </div>
  )
}
