import { ArrowDown, ArrowUp, ChevronRight, Inbox } from "@chatref/shared/icons"
import type { ReportView } from "@chatref/shared/served"
import { useId, useState } from "react"
import { Icon } from "../parts/icon.tsx"
import { Select } from "../parts/select.tsx"
import { To } from "../parts/to.tsx"
import { Tooltip } from "../parts/tooltip.tsx"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import { type Asked, bys, type Column, columns } from "./asked.ts"
import { cells, type Line } from "./cells.tsx"
import { count, sorted } from "./figures.ts"
import { More } from "./more.tsx"
import { reportStrings } from "./strings.ts"
import { useCards } from "./use-cards.ts"
import { groupWords } from "./words.ts"

const words = reportStrings.table
type Props = { asked: Asked; report: ReportView }

const ask = (asked: Asked, change: Partial<Asked>) =>
  go({ page: "report", asked: { ...asked, ...change } }, "replace")

/** Handoffs by what is asked for, one row each; a row opens to all its numbers. */
export function Handoffs({ asked, report }: Props) {
  const asCards = useCards()
  const { by, sort, turned } = asked
  const groups = sorted(report.by[by] ?? [], sort, turned, group => groupWords(group, by))
  const lines = groups.map(group => ({ asked, group, of: { by, name: group.name } }))
  const cut = report.cut[by] ?? 0
  return (
    <section className="report-part" aria-label={words.title}>
      <header>
        <h2>{words.title}</h2>
        <fieldset className="segments">
          <legend className="visually-hidden">{words.title}</legend>
          {bys
            .filter(each => each !== "site" || by === each || report.sites.length > 1)
            .map(each => (
              <button
                key={each}
                type="button"
                aria-pressed={each === by}
                onClick={() => ask(asked, { by: each })}
              >
                {words.bys[each]}
              </button>
            ))}
        </fieldset>
        {asCards && lines.length > 1 && <Sorts asked={asked} />}
      </header>
      {lines.length > 0 && (asCards ? <Cards lines={lines} /> : <Table lines={lines} asked={asked} />)}
      {by === "tag" && lines.length > 1 && <p className="owner-text">{words.tags}</p>}
      {cut > 0 && <p className="owner-text">{words.cut(cut)}</p>}
    </section>
  )
}

const rest = columns.filter(column => column !== "name")

const Table = ({ lines, asked }: { lines: Line[]; asked: Asked }) => (
  <table className="report-table">
    <thead>
      <tr>
        {columns.map(column => (
          <Head key={column} column={column} asked={asked} />
        ))}
      </tr>
    </thead>
    {lines.map(line => (
      <Row key={line.group.name} {...line} />
    ))}
  </table>
)

function Head({ column, asked }: { column: Column; asked: Asked }) {
  const here = asked.sort === column
  const up = (column === "name") !== asked.turned
  return (
    <th scope="col" data-column={column} aria-sort={here ? (up ? "ascending" : "descending") : undefined}>
      <button
        type="button"
        onClick={() => ask(asked, here ? { turned: !asked.turned } : { sort: column, turned: false })}
      >
        {column === "name" ? words.bys[asked.by] : words.columns[column]}
        {here && <Icon of={up ? ArrowUp : ArrowDown} size={13} />}
      </button>
    </th>
  )
}

function Row(line: Line) {
  const [open, show] = useState(false)
  const id = useId()
  const name = groupWords(line.group, line.asked.by)
  return (
    <tbody data-open={open}>
      <tr>
        <th scope="row">
          <button type="button" aria-expanded={open} aria-controls={id} onClick={() => show(!open)}>
            <Icon of={ChevronRight} size={15} />
            {name}
          </button>
          <InInbox {...line} />
        </th>
        {rest.map(column => (
          <td key={column} data-column={column}>
            {cells[column](line)}
          </td>
        ))}
      </tr>
      {open && (
        <tr id={id}>
          <td colSpan={columns.length}>
            <More {...line} />
          </td>
        </tr>
      )}
    </tbody>
  )
}

/** Conversations that have a tag are a list of the inbox, too. */
function InInbox({ asked: { by }, group }: Line) {
  if (by !== "tag" || !group.name) return null
  const view = count(group, "handoffs_open") ? "needs_person" : "resolved"
  return (
    <Tooltip text={strings.only.all(group.name)}>
      <To to={{ page: "inbox", view, conversation: null, tag: group.name }} className="in-inbox">
        <Icon of={Inbox} size={15} />
        <span className="visually-hidden">{strings.only.all(group.name)}</span>
      </To>
    </Tooltip>
  )
}

const Sorts = ({ asked }: { asked: Asked }) => (
  <Select
    label={words.sort}
    bare
    value={asked.sort}
    options={columns.map(column => [column, `${words.sort}: ${words.columns[column]}`] as const)}
    onPick={picked =>
      ask(asked, { sort: columns.find(column => column === picked) ?? asked.sort, turned: false })
    }
  />
)

const Cards = ({ lines }: { lines: Line[] }) => (
  <ul className="report-cards">
    {lines.map(line => (
      <li key={line.group.name}>
        <h3>
          {groupWords(line.group, line.asked.by)}
          <InInbox {...line} />
        </h3>
        <dl>
          {rest.map(column => (
            <div key={column} data-column={column}>
              <dt>{words.columns[column]}</dt>
              <dd>{cells[column](line)}</dd>
            </div>
          ))}
        </dl>
        <details>
          <summary>{words.more}</summary>
          <More {...line} />
        </details>
      </li>
    ))}
  </ul>
)
