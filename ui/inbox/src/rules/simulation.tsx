import { useState } from "react"
import { type Change, changes, deciding, perOpenHour, perPerson, perWeek, type Run } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import { Differences } from "./differences.tsx"
import { Week } from "./week.tsx"
import type { Simulated } from "./wire.ts"

const words = beforeStrings
const told = words.number

/** What a draft would have made of the conversations that were, beside what the rules of now do. */
export function Simulation({ run }: { run: Run }) {
  const { days, most, found } = run
  const [change, pick] = useState<Change | null>(null)
  return (
    <>
      <p className="editor-text figures">
        {words.simulator.looked(found.conversations, found.turns, days)}.{" "}
        {found.conversations >= most && words.simulator.bounded}
      </p>
      <Totals of={found} />
      <Filters of={found} picked={change} onPick={pick} />
      <Differences run={run} change={change} />
      <div className="before-pair">
        <ByRule of={found.by} weeks={found.weeks} />
        <Teams of={found} />
      </div>
      <Week hours={found.hours} weeks={found.weeks} />
      <Unmeasured of={found.unmeasured} />
    </>
  )
}

const Totals = ({ of: { now, draft, weeks } }: { of: Simulated }) => (
  <dl className="totals figures">
    <div>
      <dt>{words.simulator.now}</dt>
      <dd>
        {told(perWeek(now, weeks))} <small>{words.simulator.inAll(now)}</small>
      </dd>
    </div>
    <div>
      <dt>{words.simulator.draft}</dt>
      <dd>
        {told(perWeek(draft, weeks))} <small>{words.simulator.inAll(draft)}</small>
      </dd>
    </div>
  </dl>
)

type FiltersProps = { of: Simulated; picked: Change | null; onPick: (change: Change | null) => void }

const Filters = ({ of, picked, onPick }: FiltersProps) => (
  <fieldset className="change-filters figures">
    <legend className="visually-hidden">{words.changes.label}</legend>
    {changes.map(change => {
      const count = of.changes[change] ?? 0
      const on = picked === change
      return (
        <button
          key={change}
          type="button"
          aria-pressed={on}
          disabled={!count}
          onClick={() => onPick(on ? null : change)}
        >
          <strong>{told(count)}</strong> {words.changes[change]}
        </button>
      )
    })}
  </fieldset>
)

const ByRule = ({ of, weeks }: { of: Simulated["by"]; weeks: number }) => (
  <section className="panel" aria-label={words.by.title}>
    <h3>{words.by.title}</h3>
    <table className="before-table figures">
      <thead>
        <tr>
          <th scope="col">{words.by.rule}</th>
          <th scope="col">{words.by.now}</th>
          <th scope="col">{words.by.draft}</th>
        </tr>
      </thead>
      <tbody>
        {deciding(of).map(({ by, now, draft }) => (
          <tr key={by} data-moved={now !== draft}>
            <th scope="row">
              {words.by.cause(by) ?? by}
              {words.by.cause(by) && <small> {words.by.always}</small>}
            </th>
            <td title={words.simulator.inAll(now)}>{told(perWeek(now, weeks))}</td>
            <td title={words.simulator.inAll(draft)}>{told(perWeek(draft, weeks))}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Teams = ({ of: { teams, weeks } }: { of: Simulated }) => (
  <section className="panel" aria-label={words.teams.title}>
    <h3>{words.teams.title}</h3>
    <p className="editor-text">{words.teams.text}</p>
    <table className="before-table figures">
      <thead>
        <tr>
          <th scope="col">{words.teams.team}</th>
          <th scope="col">{words.teams.people}</th>
          <th scope="col">{words.teams.week}</th>
          <th scope="col">{words.teams.draft}</th>
          <th scope="col">{words.teams.each}</th>
          <th scope="col">{words.teams.shut}</th>
        </tr>
      </thead>
      <tbody>
        {teams.map(({ team, name, people, open_hours, now, draft, shut }) => {
          const each = perPerson(draft, weeks, people)
          const hourly = perOpenHour(draft, weeks, people, open_hours)
          return (
            <tr key={team} data-moved={now !== draft}>
              <th scope="row">
                {name} <small>{words.teams.open(open_hours)}</small>
              </th>
              <td>{told(people)}</td>
              <td>{told(perWeek(now, weeks))}</td>
              <td>{told(perWeek(draft, weeks))}</td>
              <td>
                {each === null ? <span className="late">{words.teams.nobody}</span> : told(each)}
                {hourly !== null && <small> {words.teams.hour(hourly)}</small>}
              </td>
              <td>{told(perWeek(shut, weeks))}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  </section>
)

const Unmeasured = ({ of }: { of: Simulated["unmeasured"] }) => (
  <ul className="editor-text">
    {Object.entries(of).map(([intent, turns]) => (
      <li key={intent}>{words.unmeasured(intent, turns)}</li>
    ))}
  </ul>
)
