import type { Figure as FigureName, ReportGroup, WaitFigures } from "@chatref/shared/served"
import type { Asked, Column, Opened } from "./asked.ts"
import { Figure } from "./figure.tsx"
import { count, lessons, outcomes, pieces, spell, steps } from "./figures.ts"
import { reportStrings } from "./strings.ts"
import { figureWords } from "./words.ts"

const words = reportStrings.table

/** One row of the table: a group, or with `of` null all of them. */
export type Line = { asked: Asked; group: ReportGroup; of: Opened["of"] }

type CountedProps = Line & { figure: FigureName }

export const Counted = ({ asked, group, of, figure }: CountedProps) => (
  <Figure asked={asked} figure={figure} of={of} count={count(group, figure)} words={figureWords(figure)} />
)

/** A bar in pieces with their numbers below; what is not there takes no room. */
function Stack({ asked, group, of, order }: Line & { order: readonly FigureName[] }) {
  const there = pieces(group, order)
  return (
    <div className="stack">
      <div className="stack-bar" aria-hidden="true">
        {there.map(({ figure, count }) => (
          <i key={figure} data-figure={figure} style={{ flexGrow: count }} />
        ))}
      </div>
      <ul>
        {there.map(({ figure }) => (
          <li key={figure} title={figureWords(figure)}>
            <i data-figure={figure} />
            <Counted asked={asked} group={group} of={of} figure={figure} />
          </li>
        ))}
      </ul>
    </div>
  )
}

function FirstAnswer(line: Line) {
  const late = count(line.group, "first_missed")
  return (
    <div className="first-answer figures">
      <Half {...line} />
      {late > 0 && (
        <Figure asked={line.asked} figure="first_missed" of={line.of} count={late} words="">
          <span className="late">{words.late(late)}</span>
        </Figure>
      )}
    </div>
  )
}

/** Where a median would say nothing, the waits themselves can be looked at. */
function Half({ asked, of, group }: Line) {
  const { first_wait } = group
  const { waits, median, nine_of_ten } = first_wait
  if (!waits) return <small>{words.noAnswer}</small>
  if (median === null)
    return (
      <Figure asked={asked} figure="handoffs" of={of} count={waits} words="">
        <small>{words.tooFew(waits)}</small>
      </Figure>
    )
  return (
    <span>
      {waitWords(median, first_wait)}
      {nine_of_ten !== null && (
        <small>
          {words.ninetyShort}: {waitWords(nine_of_ten, first_wait)}
        </small>
      )}
    </span>
  )
}

/** A figure of waits of which some go on can only grow. Nothing at all is a wait while the team was closed. */
export const waitWords = (seconds: number, { at_least }: WaitFigures): string => {
  if (!seconds) return at_least ? words.shutSoFar : words.shut
  return at_least ? words.atLeast(spell(seconds)) : spell(seconds)
}

/** What stands in each column but the first. */
export const cells: Record<Exclude<Column, "name">, (line: Line) => React.ReactNode> = {
  handoffs: line => <Counted {...line} figure="handoffs" />,
  outcome: line => <Stack {...line} order={outcomes} />,
  first: line => <FirstAnswer {...line} />,
  waiting: line => <Counted {...line} figure="first_waiting" />,
  steps: line => <Stack {...line} order={steps} />,
  lesson: line => <Stack {...line} order={lessons} />,
}
