import { Check } from "@chatref/shared/icons"
import { masked } from "@chatref/shared/mask"
import type { Field, FieldKind } from "@chatref/shared/wire"
import { useId } from "preact/hooks"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

interface Props {
  field: Field
  value: string
  error: string | null
  change: (value: string) => void
  attach: (file: File) => void
}

interface Keyboard {
  type: "text" | "email" | "tel" | "date"
  inputMode?: "text" | "decimal" | "email" | "tel"
  autoComplete: string
  autoCapitalize?: "characters"
  spellCheck?: false
}

/** The keyboard and the autofill that fit. */
const keyboards: Record<Exclude<FieldKind, "choice" | "file">, Keyboard> = {
  text: { type: "text", autoComplete: "on" },
  number: { type: "text", inputMode: "decimal", autoComplete: "off" },
  email: { type: "email", inputMode: "email", autoComplete: "email", spellCheck: false },
  phone: { type: "tel", inputMode: "tel", autoComplete: "tel" },
  date: { type: "date", autoComplete: "off" },
  order_number: { type: "text", autoComplete: "off", autoCapitalize: "characters", spellCheck: false },
}

const TAKEN = "image/png,image/jpeg,image/webp,image/gif,application/pdf,text/plain,.log,.csv"

/** Details that browsers know by name. */
const known: Record<string, string> = {
  name: "name",
  first_name: "given-name",
  last_name: "family-name",
  company: "organization",
  street: "street-address",
  city: "address-level2",
  postcode: "postal-code",
  country: "country-name",
}

export function FormField({ field, value, error, change, attach }: Props) {
  const strings = useStrings()
  const id = useId()
  const taken = field.inferred && field.value !== null && value === field.value
  const described = [error && `${id}-error`, field.help && `${id}-help`, taken && `${id}-taken`]
    .filter(Boolean)
    .join(" ")
  const shared = {
    id,
    name: field.field,
    class: taken ? "input taken" : "input",
    "aria-invalid": error !== null,
    "aria-describedby": described || undefined,
    required: field.required,
    value,
  }
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        {!field.required && <span class="optional"> · {strings.optional}</span>}
      </label>
      <div class="filled">
        <Control field={field} shared={shared} change={change} attach={attach} />
        {taken && (
          <span class="from-message" id={`${id}-taken`}>
            <Icon of={Check} size={14} />
            {field.kind === "file" ? field.value : strings.fromYourMessage}
          </span>
        )}
      </div>
      {field.help && (
        <p class="field-help" id={`${id}-help`}>
          {field.help}
        </p>
      )}
      {error && (
        <p class="field-error" id={`${id}-error`} role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type Shared = {
  id: string
  name: string
  class: string
  "aria-invalid": boolean
  "aria-describedby": string | undefined
  required: boolean
  value: string
}

type ControlProps = Pick<Props, "field" | "change" | "attach"> & { shared: Shared }

function Control({ field, shared, change, attach }: ControlProps) {
  const strings = useStrings()
  switch (field.kind) {
    case "choice":
      return (
        <select {...shared} onChange={event => change(event.currentTarget.value)}>
          <option value="">{strings.choose}</option>
          {field.choices?.map(choice => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      )
    case "file":
      return (
        <input
          {...shared}
          value={undefined}
          type="file"
          accept={TAKEN}
          onChange={event => {
            const [file] = event.currentTarget.files ?? []
            if (file) attach(file)
            else change("")
          }}
        />
      )
    default:
      return (
        <input
          {...shared}
          {...(keyboards[field.kind] as Keyboard & { type: "email" })}
          autoComplete={known[field.field] ?? keyboards[field.kind].autoComplete}
          maxLength={500}
          placeholder={field.example ? strings.forExample(field.example) : undefined}
          onInput={event => change(masked(field.mask ?? "", event.currentTarget.value))}
        />
      )
  }
}
