import { useId } from "react"
import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { Suggestions, Tokens } from "../parts/tokens.tsx"
import { here, type Problem } from "../parts/where.ts"
import { exampleOf } from "./catalog.ts"
import { rulesStrings } from "./strings.ts"
import type { TestKind } from "./wire.ts"

const words = rulesStrings.value

type Props = {
  kind: TestKind | undefined
  value: unknown
  onChange: (value: unknown) => void
  /** With their places from this value on. */
  problems: Problem[]
}

/** What a test is measured against, in the input that fits its kind. */
export function TestValue(props: Props) {
  const { kind } = props
  switch (kind?.given) {
    case "phrases":
    case "many":
      return <Words {...props} kind={kind} />
    case "choice":
    case "flag":
      return <Choice {...props} kind={kind} />
    case "count":
      return <Count {...props} kind={kind} />
    case "share":
      return <Share {...props} kind={kind} />
    case "intent":
      return <IntentNear {...props} kind={kind} />
    case "event":
      return <EventNamed {...props} kind={kind} />
    case "attribute":
      return <AttributeIs {...props} kind={kind} />
    case "text":
    case "pattern":
      return <Line {...props} kind={kind} />
    default:
      return <code className="unknown-value">{JSON.stringify(props.value)}</code>
  }
}

type Known = Props & { kind: TestKind }

const Words = ({ kind, value, onChange, problems }: Known) => (
  <Tokens
    bare
    label={kind.label}
    values={textsIn(value)}
    placeholder={kind.given === "phrases" ? words.phrases : exampleOf(kind)}
    suggested={kind.options}
    error={here(problems, "")}
    onChange={onChange}
  />
)

/** “yes” and “no” for what is stored as true and false. */
const Choice = ({ kind, value, onChange, problems }: Known) => {
  const truth = kind.given === "flag"
  const options = truth
    ? ([
        ["true", words.yes],
        ["false", words.no],
      ] as const)
    : chosen(kind)
  return (
    <Select
      bare
      label={kind.label}
      value={String(value)}
      options={options}
      error={here(problems, "")}
      onPick={picked => onChange(truth ? picked === "true" : picked)}
    />
  )
}

const chosen = ({ options }: TestKind) =>
  options.map(option => [option, words.options[option] ?? option] as const)

const Count = ({ kind, value, onChange, problems }: Known) => (
  <div className="measure">
    <span>{words.atLeast}</span>
    <Field
      bare
      label={kind.label}
      type="number"
      min={1}
      inputMode="numeric"
      value={typeof value === "number" ? value : ""}
      error={here(problems, "")}
      onChange={event => onChange(numberIn(event.currentTarget))}
    />
  </div>
)

/** Nothing typed is nothing, and the server says so. */
const numberIn = (input: HTMLInputElement): number | null =>
  Number.isNaN(input.valueAsNumber) ? null : input.valueAsNumber

const Share = ({ kind, value, onChange, problems }: Known) => (
  <div className="measure">
    <span>{words.below}</span>
    <ShareField label={kind.label} value={value} onChange={onChange} error={here(problems, "")} />
  </div>
)

type ShareProps = {
  label: string
  value: unknown
  onChange: (value: number | null) => void
  error: string | null
  placeholder?: string
}

const ShareField = ({ label, value, onChange, error, placeholder }: ShareProps) => (
  <Field
    bare
    label={label}
    type="number"
    min={0}
    max={1}
    step={0.05}
    placeholder={placeholder}
    value={typeof value === "number" ? value : ""}
    error={error}
    onChange={event => onChange(numberIn(event.currentTarget))}
  />
)

function IntentNear({ kind, value, onChange, problems }: Known) {
  const { name, rest } = named(value)
  const limit = rest.at_least
  const set = (name: string, limit: unknown) =>
    onChange(typeof limit === "number" ? { name, at_least: limit } : name)
  const known = kind.options.includes(name) || !name ? [] : ([[name, name]] as const)
  return (
    <>
      <Select
        bare
        label={kind.label}
        value={name}
        options={[["", words.choose], ...kind.options.map(each => [each, each] as const), ...known]}
        error={here(problems, "")}
        onPick={picked => set(picked, limit)}
      />
      <div className="measure">
        <span>{words.atLeast}</span>
        <ShareField
          label={words.ownLimit}
          value={limit}
          placeholder={words.calibrated}
          error={null}
          onChange={next => set(name, next)}
        />
      </div>
    </>
  )
}

function EventNamed({ kind, value, onChange, problems }: Known) {
  const { name, rest } = named(value)
  const set = (name: string, verified: boolean) => onChange(verified ? { name, verified } : name)
  return (
    <>
      <Known kind={kind} label={kind.label} value={name} onChange={next => set(next, rest.verified === true)}>
        {here(problems, "")}
      </Known>
      <Tick label={words.verified} on={rest.verified === true} onTurn={on => set(name, on)} />
    </>
  )
}

function AttributeIs({ kind, value, onChange, problems }: Known) {
  const { name, rest } = named(value)
  const now = { name, value: String(rest.value ?? ""), claimed: rest.claimed === true }
  return (
    <>
      <Known kind={kind} label={words.name} value={name} onChange={next => onChange({ ...now, name: next })}>
        {here(problems, "name")}
      </Known>
      <Field
        bare
        label={words.value}
        placeholder={words.value}
        value={now.value}
        error={here(problems, "value")}
        onChange={event => onChange({ ...now, value: event.currentTarget.value })}
      />
      <Tick label={words.claimed} on={now.claimed} onTurn={claimed => onChange({ ...now, claimed })} />
    </>
  )
}

const Line = ({ kind, value, onChange, problems }: Known) => (
  <Known kind={kind} label={kind.label} value={String(value ?? "")} onChange={onChange}>
    {here(problems, "")}
  </Known>
)

type KnownProps = {
  kind: TestKind
  label: string
  value: string
  onChange: (value: string) => void
  children: string | null
}

/** A text, with what is known already as suggestions. The child is what is wrong with it. */
function Known({ kind, label, value, onChange, children }: KnownProps) {
  const id = useId()
  return (
    <>
      <Field
        bare
        label={label}
        className={kind.given === "pattern" ? "input mono" : "input"}
        placeholder={exampleOf(kind) || label}
        list={kind.options.length ? id : undefined}
        value={value}
        error={children}
        onChange={event => onChange(event.currentTarget.value)}
      />
      {kind.options.length > 0 && <Suggestions id={id} of={kind.options} />}
    </>
  )
}

const Tick = ({ label, on, onTurn }: { label: string; on: boolean; onTurn: (on: boolean) => void }) => (
  <label className="tick">
    <input type="checkbox" checked={on} onChange={event => onTurn(event.currentTarget.checked)} />
    {label}
  </label>
)

const textsIn = (value: unknown): string[] => (Array.isArray(value) ? value.map(String) : [])

/** An intent or event is its name, or a table with the name and more. */
const named = (value: unknown): { name: string; rest: Record<string, unknown> } => {
  if (typeof value !== "object" || value === null) return { name: String(value ?? ""), rest: {} }
  const rest = value as Record<string, unknown>
  return { name: String(rest.name ?? ""), rest }
}
