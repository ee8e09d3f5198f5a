import { masked } from "@chatref/shared/mask"
import { useId, useState } from "react"
import type { KeptField } from "./draft.ts"
import { actionsStrings } from "./strings.ts"

const words = actionsStrings.preview

/** The form as it stands in the chat; it can be filled in, and leads nowhere. */
export const Preview = ({ fields }: { fields: readonly KeptField[] }) => (
  <aside className="form-preview" aria-label={words.title}>
    <h4>{words.title}</h4>
    {fields.length ? (
      <div className="preview-card">
        {fields.map(field => (
          <Asked key={field.key} field={field} />
        ))}
        <span className="button primary preview-pass">{words.pass}</span>
        <p className="preview-line">
          {words.orWrite} · {words.skip}
        </p>
      </div>
    ) : (
      <p className="owner-text">{words.empty}</p>
    )}
  </aside>
)

const types: Record<string, string> = { email: "email", phone: "tel", date: "date" }

function Asked({ field }: { field: KeptField }) {
  const [typed, type] = useState("")
  const id = useId()
  return (
    <div className="field">
      <label htmlFor={id} className="preview-label">
        {field.label || actionsStrings.fields.unnamed}
        {!field.required && <span> · {words.optional}</span>}
      </label>
      {field.kind === "choice" ? (
        <select id={id} className="input">
          <option>{words.choose}</option>
          {field.choices?.map(choice => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : field.kind === "file" ? (
        <input id={id} className="input" type="file" />
      ) : (
        <input
          id={id}
          className="input"
          type={types[field.kind] ?? "text"}
          autoComplete="off"
          value={typed}
          placeholder={field.example ? words.example(field.example) : undefined}
          onChange={event =>
            type(masked(field.kind === "order_number" ? (field.mask ?? "") : "", event.currentTarget.value))
          }
        />
      )}
      {field.help && <p className="field-help">{field.help}</p>}
    </div>
  )
}
