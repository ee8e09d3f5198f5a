import { type Cell, mostIn, perWeek, shade, shutIn, weekOf } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import type { Simulated } from "./wire.ts"

const words = beforeStrings.week
const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** Handoffs of the draft by the hour of the week: a table, drawn as a map. */
export function Week({ hours: told, weeks }: { hours: Simulated["hours"]; weeks: number }) {
  const week = weekOf(told)
  const most = mostIn(week)
  const shut = shutIn(told)
  if (!most) return null
  return (
    <section className="panel" aria-label={words.title}>
      <h3>{words.title}</h3>
      <p className="editor-text">
        {words.text} {shut ? `${words.shut(perWeek(shut, weeks))}.` : words.noneShut}
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it is scrolled by key where it is wider than the screen */}
      <section className="week-scroll" tabIndex={0} aria-label={words.text}>
        <table className="week figures">
          <thead>
            <tr>
              <th scope="col">
                <span className="visually-hidden">{words.day}</span>
              </th>
              {hours.map(hour => (
                <th key={hour} scope="col">
                  {hour}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {week.map((day, at) => (
              <tr key={words.days[at]}>
                <th scope="row">{words.days[at]}</th>
                {day.map(cell => (
                  <HourOf key={cell.hour} of={cell} most={most} weeks={weeks} />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="week-key">
        <i data-closed="true" /> {words.closed}
        <i data-shut="true" /> {words.away}
      </p>
    </section>
  )
}

function HourOf({ of, most, weeks }: { of: Cell; most: number; weeks: number }) {
  const { day, hour, draft, shut, closed } = of
  const [now, drafted, away] = [of.now, draft, shut].map(count => perWeek(count, weeks))
  const said = words.cell(words.days[day] ?? "", hour, drafted ?? 0, now ?? 0, away ?? 0, closed)
  return (
    <td data-shade={shade(draft, most)} data-closed={closed} data-shut={shut > 0} title={said}>
      {draft > 0 && words.small(drafted ?? 0)}
      {(closed || shut > 0) && <span className="visually-hidden"> {words.closed}</span>}
    </td>
  )
}
