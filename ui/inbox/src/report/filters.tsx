import type { ReportView } from "@chatref/shared/served"
import { useState } from "react"
import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { go } from "../route.ts"
import { type Asked, type Days, type Span, spans } from "./asked.ts"
import { reportStrings } from "./strings.ts"

const words = reportStrings
type Props = { asked: Asked; report: ReportView | undefined }

/** Which days, site and team: all of it is in the address. */
export function Filters({ asked, report }: Props) {
  const ask = (change: Partial<Asked>) => go({ page: "report", asked: { ...asked, ...change, opened: null } })
  return (
    <div className="report-filters">
      <Spans
        span={asked.span}
        shown={report && { from: report.first_day, to: report.last_day }}
        onPick={span => ask({ span })}
      />
      <Choice
        label={words.site}
        every={words.everySite}
        value={asked.site}
        options={report?.sites ?? []}
        onPick={site => ask({ site })}
      />
      <Choice
        label={words.team}
        every={words.everyTeam}
        value={asked.team}
        options={report?.teams ?? []}
        onPick={team => ask({ team })}
      />
    </div>
  )
}

type SpansProps = { span: Span; shown: Days | undefined; onPick: (span: Span) => void }

function Spans({ span, shown, onPick }: SpansProps) {
  const own = typeof span === "object"
  return (
    <>
      <fieldset className="segments">
        <legend className="visually-hidden">{words.span.label}</legend>
        {spans.map(days => (
          <button key={days} type="button" aria-pressed={span === days} onClick={() => onPick(days)}>
            {words.span.days(days)}
          </button>
        ))}
        <button type="button" aria-pressed={own} disabled={!shown} onClick={() => shown && onPick(shown)}>
          {words.span.own}
        </button>
      </fieldset>
      {own && <OwnDays key={`${span.from} ${span.to}`} days={span} onPick={onPick} />}
    </>
  )
}

type OwnProps = { days: Days; onPick: (days: Days) => void }

/** A date is asked for when it is whole, not with each key. */
function OwnDays({ days, onPick }: OwnProps) {
  const [written, write] = useState(days)
  const settle = () => written.from && written.to && onPick(written)
  const field = (name: keyof Days) => (
    <Field
      label={words.span[name]}
      bare
      type="date"
      value={written[name]}
      onChange={event => write({ ...written, [name]: event.currentTarget.value })}
      onBlur={settle}
      onKeyDown={event => event.key === "Enter" && settle()}
    />
  )
  return (
    <div className="report-own">
      {field("from")}
      <span aria-hidden="true">–</span>
      {field("to")}
    </div>
  )
}

type ChoiceProps = {
  label: string
  every: string
  value: string | null
  options: readonly { id: string; name: string }[]
  onPick: (id: string | null) => void
}

/** Nothing to choose where there is one alone. */
function Choice({ label, every, value, options, onPick }: ChoiceProps) {
  if (options.length < 2 && value === null) return null
  return (
    <Select
      label={label}
      bare
      value={value ?? ""}
      options={[["", every], ...options.map(({ id, name }) => [id, name] as const)]}
      onPick={id => onPick(id || null)}
    />
  )
}
