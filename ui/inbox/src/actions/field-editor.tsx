import { Field } from "../parts/field.tsx"
import { Lines } from "../parts/lines.tsx"
import { Select } from "../parts/select.tsx"
import { exactly, here, type Problem } from "../parts/where.ts"
import { type KeptField, relabelled } from "./draft.ts"
import type { What } from "./fields.tsx"
import { actionsStrings } from "./strings.ts"

const words = actionsStrings.field

type Props = {
  field: KeptField
  all: readonly KeptField[]
  kinds: string[]
  what: What
  problems: Problem[]
  onChange: (field: KeptField) => void
}

type Edited = Pick<Props, "field" | "problems" | "onChange">

export function FieldEditor({ field, all, kinds, what, problems, onChange }: Props) {
  const edited = { field, problems, onChange }
  return (
    <div className="field-editor">
      <div className="owner-pair">
        <Field
          label={words.label}
          value={field.label}
          autoComplete="off"
          autoFocus={!field.label}
          error={exactly(problems, "label") ?? exactly(problems, "")}
          onChange={event => onChange(relabelled(all, field, event.currentTarget.value))}
        />
        <Select
          label={words.kind}
          value={field.kind}
          options={kinds
            .filter(kind => what === "asked" || kind !== "file")
            .map(kind => [kind, actionsStrings.kinds[kind] ?? kind] as const)}
          onPick={kind => onChange({ ...field, kind })}
        />
      </div>
      <OfKind {...edited} />
      <label className="tick">
        <input
          type="checkbox"
          checked={field.required}
          onChange={event => onChange({ ...field, required: event.currentTarget.checked })}
        />
        <span>{what === "asked" ? words.required : words.always}</span>
        {what === "asked" && <small>{words.requiredHelp}</small>}
      </label>
      {what === "asked" && <Helping {...edited} />}
      <Naming {...edited} what={what} />
    </div>
  )
}

const Helping = ({ field, problems, onChange }: Edited) => (
  <div className="owner-pair">
    {field.kind !== "file" && (
      <Field
        label={words.example}
        help={words.exampleHelp}
        value={field.example}
        autoComplete="off"
        error={here(problems, "example")}
        onChange={event => onChange({ ...field, example: event.currentTarget.value })}
      />
    )}
    <Field
      label={words.help}
      help={words.helpHelp}
      value={field.help}
      autoComplete="off"
      error={here(problems, "help")}
      onChange={event => onChange({ ...field, help: event.currentTarget.value })}
    />
  </div>
)

/** What belongs to the kind alone. */
function OfKind(edited: Edited) {
  switch (edited.field.kind) {
    case "number":
      return <Bounds {...edited} />
    case "choice":
      return <Choices {...edited} />
    case "order_number":
      return <Masked {...edited} />
    default:
      return null
  }
}

const Bounds = ({ field, onChange }: Edited) => (
  <div className="owner-pair">
    {(["least", "most"] as const).map(bound => (
      <Field
        key={bound}
        label={words[bound]}
        type="number"
        value={field[bound] ?? ""}
        onChange={event => {
          const { value } = event.currentTarget
          onChange({ ...field, [bound]: value === "" ? null : Number(value) })
        }}
      />
    ))}
  </div>
)

function Choices({ field, problems, onChange }: Edited) {
  const { options } = field
  return (
    <>
      <Lines
        label={words.choices}
        help={options ? words.optionsHelp : words.choicesHelp}
        lines={field.choices ?? []}
        error={here(problems, "choices")}
        onChange={choices => onChange({ ...field, choices })}
      />
      <label className="tick">
        <input
          type="checkbox"
          checked={Boolean(options)}
          onChange={event =>
            onChange({
              ...field,
              options: event.currentTarget.checked ? { address: "", allow_private: false } : null,
            })
          }
        />
        {words.options}
      </label>
      {options && (
        <>
          <Field
            label={words.optionsAddress}
            type="url"
            placeholder="https://"
            value={options.address}
            error={here(problems, "options")}
            onChange={event =>
              onChange({ ...field, options: { ...options, address: event.currentTarget.value } })
            }
          />
          <Private
            on={options.allow_private}
            onTurn={allow_private => onChange({ ...field, options: { ...options, allow_private } })}
          />
        </>
      )}
    </>
  )
}

export const Private = ({ on, onTurn }: { on: boolean; onTurn: (on: boolean) => void }) => (
  <label className="tick">
    <input type="checkbox" checked={on} onChange={event => onTurn(event.currentTarget.checked)} />
    <span>{actionsStrings.follows.private}</span>
    <small>{actionsStrings.follows.privateHelp}</small>
  </label>
)

const Masked = ({ field, problems, onChange }: Edited) => (
  <div className="owner-pair">
    <Field
      label={words.mask}
      help={words.maskHelp}
      className="input mono"
      placeholder="A-00000"
      value={field.mask ?? ""}
      autoComplete="off"
      spellCheck={false}
      error={here(problems, "mask")}
      onChange={event => onChange({ ...field, mask: event.currentTarget.value })}
    />
    <Field
      label={words.pattern}
      help={words.patternHelp}
      className="input mono"
      placeholder="A-[0-9]{5}"
      value={field.pattern ?? ""}
      autoComplete="off"
      spellCheck={false}
      error={here(problems, "pattern")}
      onChange={event => onChange({ ...field, pattern: event.currentTarget.value })}
    />
  </div>
)

const Naming = ({ field, problems, what, onChange }: Edited & { what: What }) => (
  <details className="field-more" open={here(problems, "id") !== null || undefined}>
    <summary>{what === "asked" ? words.more : words.returnedId}</summary>
    <div className="owner-pair">
      <Field
        label={what === "asked" ? words.id : words.returnedId}
        help={what === "asked" ? words.idHelp(field.id) : words.returnedHelp(field.id)}
        className="input mono"
        value={field.id}
        autoComplete="off"
        spellCheck={false}
        error={here(problems, "id")}
        onChange={event => onChange({ ...field, id: event.currentTarget.value, named: false })}
      />
      {what === "asked" && (
        <Field
          label={words.attribute}
          help={words.attributeHelp}
          className="input mono"
          placeholder={field.id}
          value={field.attribute}
          autoComplete="off"
          spellCheck={false}
          error={here(problems, "attribute")}
          onChange={event => onChange({ ...field, attribute: event.currentTarget.value })}
        />
      )}
    </div>
  </details>
)
