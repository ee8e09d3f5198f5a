import { useState } from "react"
import { stay } from "../rail/rail.tsx"
import { pathOf } from "../route.ts"
import type { Asked } from "./asked.ts"
import { Figure, opening } from "./figure.tsx"
import { type Day, lines, namedDays } from "./scale.ts"
import { reportStrings } from "./strings.ts"
import { longDay, shortDay } from "./words.ts"

const words = reportStrings.chart
/** As many days as have their name below. */
const room = 7

type Props = { asked: Asked; days: readonly Day[] }

/** How many handoffs each day had: a picture, and the same as a table behind a key. */
export function Chart({ asked, days }: Props) {
  const [at, point] = useState<Day | null>(null)
  const most = days.reduce<Day | null>(
    (best, day) => (day.handoffs > (best?.handoffs ?? 0) ? day : best),
    null,
  )
  return (
    <section className="report-part" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="owner-text figures">{saying(at, most)}</p>
      <Drawing asked={asked} days={days} most={most?.handoffs ?? 0} onPoint={point} />
      <details className="chart-table report-fold">
        <summary>{words.table}</summary>
        <Table asked={asked} days={days} />
        <p className="owner-text">{words.left}</p>
      </details>
    </section>
  )
}

const saying = (at: Day | null, most: Day | null): string => {
  if (at) return words.at(longDay(at.day), at.handoffs)
  return most ? words.most(longDay(most.day), most.handoffs) : words.none
}

type DrawingProps = Props & { most: number; onPoint: (day: Day | null) => void }

/** Everything lies in percent of the drawing, so that it fits any width; nothing in it is reached by key. */
function Drawing({ asked, days, most, onPoint }: DrawingProps) {
  const marks = lines(most)
  const top = marks.at(-1) || 1
  const high = (count: number) => (100 * count) / top
  const wide = 100 / days.length
  return (
    <div className="chart" aria-hidden="true">
      <svg role="presentation" onPointerLeave={() => onPoint(null)}>
        {marks.map(mark => (
          <line key={mark} x1="0" x2="100%" y1={`${100 - high(mark)}%`} y2={`${100 - high(mark)}%`} />
        ))}
        {days.map((day, index) => (
          <Bar key={day.day} asked={asked} day={day} onPoint={onPoint}>
            <rect className="chart-room" x={`${index * wide}%`} width={`${wide}%`} height="100%" />
            <rect
              className="chart-bar"
              x={`${(index + 0.15) * wide}%`}
              width={`${0.7 * wide}%`}
              y={`${100 - high(day.handoffs)}%`}
              height={`${high(day.handoffs)}%`}
              rx="2"
            />
          </Bar>
        ))}
      </svg>
      {marks.map(mark => (
        <span key={mark} className="chart-mark figures" style={{ bottom: `${high(mark)}%` }}>
          {mark}
        </span>
      ))}
      {namedDays(days.length, room).map(index => (
        <span key={index} className="chart-day" style={{ left: `${(index + 0.5) * wide}%` }}>
          {days[index] && shortDay(days[index].day)}
        </span>
      ))}
    </div>
  )
}

type BarProps = { asked: Asked; day: Day; onPoint: (day: Day) => void; children: React.ReactNode }

function Bar({ asked, day, onPoint, children }: BarProps) {
  const point = () => onPoint(day)
  if (!day.handoffs) return <g onPointerEnter={point}>{children}</g>
  const to = opening(asked, "handoffs", { by: "day", name: day.day })
  return (
    <a href={pathOf(to)} tabIndex={-1} onPointerEnter={point} onClick={event => stay(event, to)}>
      {children}
    </a>
  )
}

const Table = ({ asked, days }: Props) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{words.day}</th>
        <th scope="col">{words.handoffs}</th>
      </tr>
    </thead>
    <tbody>
      {days
        .filter(({ handoffs }) => handoffs)
        .map(({ day, handoffs }) => (
          <tr key={day}>
            <th scope="row">{longDay(day)}</th>
            <td>
              <Figure
                asked={asked}
                figure="handoffs"
                of={{ by: "day", name: day }}
                count={handoffs}
                words={words.handoffs}
              />
            </td>
          </tr>
        ))}
    </tbody>
  </table>
)
