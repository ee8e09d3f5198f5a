import type { ReportGroup, ReportView } from "@chatref/shared/served"
import { strings } from "../strings.ts"
import { reasonWords } from "../words.ts"
import type { Asked } from "./asked.ts"
import { Counted } from "./cells.tsx"
import { count, type PlaybookSteps, playbooksOf } from "./figures.ts"
import { reportStrings } from "./strings.ts"
import { stepOf } from "./words.ts"

const words = reportStrings.playbooks

/** Every step of every playbook that was worked through: what is left out again and again is seldom needed, or hard. */
export function Playbooks({ asked, report }: { asked: Asked; report: ReportView }) {
  const playbooks = playbooksOf(report.by.step ?? [])
  const cut = report.cut.step ?? 0
  if (!playbooks.length) return null
  return (
    <section className="report-part" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="owner-text">{words.text}</p>
      <table className="report-steps">
        <thead>
          <tr>
            <th scope="col">{words.columns.step}</th>
            <th scope="col">{words.columns.ticked}</th>
            <th scope="col">{words.columns.left}</th>
          </tr>
        </thead>
        {playbooks.map(playbook => (
          <Steps key={playbook.reason} of={playbook} asked={asked} />
        ))}
      </table>
      {cut > 0 && <p className="owner-text">{words.cut(cut)}</p>}
    </section>
  )
}

const Steps = ({ of: { reason, steps }, asked }: { of: PlaybookSteps; asked: Asked }) => (
  <tbody>
    <tr>
      <th scope="rowgroup" colSpan={3}>
        {reasonWords(reason) ?? reason}
      </th>
    </tr>
    {steps.map(group => (
      <Step key={group.name} group={group} asked={asked} />
    ))}
  </tbody>
)

function Step({ group, asked }: { group: ReportGroup; asked: Asked }) {
  const { part, text } = stepOf(group.name)
  const line = { asked, group, of: { by: "step", name: group.name } } as const
  const [ticked, left] = [count(group, "step_ticked"), count(group, "step_left_out")]
  return (
    <tr>
      <th scope="row" dir="auto">
        {text} <small>{parts[part] ?? part}</small>
        <span className="stack-bar" aria-hidden="true">
          <i data-figure="playbook_done" style={{ flexGrow: ticked }} />
          <i data-figure="playbook_untouched" style={{ flexGrow: left }} />
        </span>
      </th>
      <td>
        <Counted {...line} figure="step_ticked" />
      </td>
      <td>
        <Counted {...line} figure="step_left_out" />
      </td>
    </tr>
  )
}

const parts: Record<string, string> = strings.playbook.parts
