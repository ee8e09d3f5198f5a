import { useState } from "react"
import { type Change, changes, deciding, perPerson, perWeek, type Run } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import { Differences } from "./differences.tsx"
import { Week } from "./week.tsx"
import type { Simulated } from "./wire.ts"

const words = beforeStrings
const told = words.number

/** What a draft would have made of the conversations that were, beside what the rules of now do. */
export function Simulation({ run: { days, most, found } }: { run: Run }) {
  const [change, pick] = useState<Change | null>(null)
  return (
    <>
      <p className="editor-text figures">
        {words.simulator.looked(found.conversations, found.turns, days)}.{" "}
        {found.conversations >= most && words.simulator.bounded}
      </p>
      <Totals of={found} />
      <Filters of={found} picked={change} onPick={pick} />
      <Differences of={found} change={change} />
      <div className="before-pair">
        <ByRule of={found.by} />
        <Teams of={found} />
      </div>
      <Week hours={found.hours} />
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

const ByRule = ({ of }: { of: Simulated["by"] }) => (
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
            <td>{told(now)}</td>
            <td>{told(draft)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
)

const Teams = ({ of: { teams, weeks } }: { of: Simulated }) => (
  <section className="panel" aria-label={words.teams.title}>
    <h3>{words.teams.title}</h3>
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
        {teams.map(({ team, name, people, now, draft, shut }) => {
          const each = perPerson(draft, weeks, people)
          return (
            <tr key={team} data-moved={now !== draft}>
              <th scope="row">{name}</th>
              <td>{told(people)}</td>
              <td>{told(perWeek(now, weeks))}</td>
              <td>{told(perWeek(draft, weeks))}</td>
              <td>{each === null ? <span className="late">{words.teams.nobody}</span> : told(each)}</td>
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
