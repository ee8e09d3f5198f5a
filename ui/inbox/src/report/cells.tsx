import type { Asked, Column, Opened } from "./asked.ts"
import { Figure } from "./figure.tsx"
import { count, type Figure as FigureName, lessons, outcomes, pieces, spell, steps } from "./figures.ts"
import { reportStrings } from "./strings.ts"
import type { Group, WaitFigures } from "./wire.ts"
import { figureWords } from "./words.ts"

const words = reportStrings.table

/** One row of the table: a group, or with `of` null all of them. */
export type Line = { asked: Asked; group: Group; of: Opened["of"] }

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

function FirstAnswer({ asked, group, of }: Line) {
  const late = count(group, "first_missed")
  return (
    <div className="first-answer figures">
      <Half of={group.first_wait} />
      {late > 0 && (
        <Figure asked={asked} figure="first_missed" of={of} count={late} words="">
          <span className="late">{words.late(late)}</span>
        </Figure>
      )}
    </div>
  )
}

function Half({ of: { waits, median, nine_of_ten, at_least } }: { of: WaitFigures }) {
  if (!waits) return <small>{words.noAnswer}</small>
  if (median === null) return <small>{words.tooFew}</small>
  return (
    <span title={at_least ? words.atLeast : undefined}>
      {atLeast(median, at_least)}
      {nine_of_ten !== null && (
        <small>
          {words.ninety}: {atLeast(nine_of_ten, at_least)}
        </small>
      )}
    </span>
  )
}

export const atLeast = (seconds: number, open: boolean): string => `${open ? "≥ " : ""}${spell(seconds)}`

/** What stands in each column but the first. */
export const cells: Record<Exclude<Column, "name">, (line: Line) => React.ReactNode> = {
  handoffs: line => <Counted {...line} figure="handoffs" />,
  outcome: line => <Stack {...line} order={outcomes} />,
  first: line => <FirstAnswer {...line} />,
  waiting: line => <Counted {...line} figure="first_waiting" />,
  steps: line => <Stack {...line} order={steps} />,
  lesson: line => <Stack {...line} order={lessons} />,
}
