import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { destinationsStrings } from "./strings.ts"
import type { Entry, Value } from "./wire.ts"

const words = destinationsStrings.editor

type Settings = Record<string, Value>
type Props = {
  of: readonly Entry[]
  settings: Settings
  kept: readonly string[]
  errorOf: (id: string) => string | null
  onChange: (settings: Settings) => void
}

/** What the owner enters for a kind of destination, as the server describes it. */
export const Entries = ({ of, settings, kept, errorOf, onChange }: Props) =>
  of.map(entry => (
    <One
      key={entry.id}
      entry={entry}
      value={settings[entry.id]}
      kept={kept.includes(entry.id)}
      error={errorOf(entry.id)}
      onChange={value => onChange({ ...settings, [entry.id]: value })}
    />
  ))

type OneProps = {
  entry: Entry
  value: Value | undefined
  kept: boolean
  error: string | null
  onChange: (value: Value) => void
}

function One(props: OneProps) {
  const { entry, value, onChange } = props
  if (entry.switch) return <Ticked entry={entry} on={value === true} onTurn={onChange} />
  return entry.choices.length ? <Chosen {...props} /> : <Written {...props} />
}

const named = ({ label, required }: Entry) => (required ? label : `${label} (${words.optional})`)

function Chosen({ entry, value, error, onChange }: OneProps) {
  const { example, required, choices } = entry
  const usual = example ? words.standard(example) : words.none
  return (
    <Select
      label={named(entry)}
      help={entry.help}
      value={String(value ?? "")}
      options={[...(required ? [] : [["", usual] as const]), ...choices.map(each => [each, each] as const)]}
      error={error}
      onPick={onChange}
    />
  )
}

/** What is secret is never told, so that what is kept stands there as dots. */
function Written({ entry, value, kept, error, onChange }: OneProps) {
  const { help, example, secret } = entry
  return (
    <Field
      label={named(entry)}
      help={kept && !error ? words.kept : help}
      type={secret ? "password" : "text"}
      autoComplete={secret ? "new-password" : "off"}
      spellCheck={false}
      placeholder={kept ? "••••••••" : example}
      value={String(value ?? "")}
      error={error}
      onChange={event => onChange(event.currentTarget.value)}
    />
  )
}

const Ticked = ({ entry, on, onTurn }: { entry: Entry; on: boolean; onTurn: (on: boolean) => void }) => (
  <label className="tick">
    <input type="checkbox" checked={on} onChange={event => onTurn(event.currentTarget.checked)} />
    <span>{entry.label}</span>
    {entry.help && <small>{entry.help}</small>}
  </label>
)
