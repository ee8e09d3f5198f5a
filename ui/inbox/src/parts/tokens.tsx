import { X } from "@chatref/shared/icons"
import { type KeyboardEvent, useId, useRef, useState } from "react"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"

type Props = {
  label: string
  values: readonly string[]
  onChange: (values: string[]) => void
  placeholder?: string
  error?: string | null | undefined
  suggested?: readonly string[]
  bare?: boolean
}

/** A list of words: Enter, a comma or leaving the field adds one, the Backspace key takes the last away. */
export function Tokens({ label, values, onChange, placeholder, error, suggested = [], bare }: Props) {
  const [text, setText] = useState("")
  const field = useRef<HTMLInputElement>(null)
  const id = useId()
  const add = () => {
    const found = text
      .split(/[,\n]/)
      .map(word => word.trim())
      .filter(word => word && !values.includes(word))
    setText("")
    if (found.length) onChange([...values, ...new Set(found)])
  }
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" || event.key === ",") {
      event.preventDefault()
      add()
    } else if (event.key === "Backspace" && !text && values.length) onChange(values.slice(0, -1))
  }
  const remove = (word: string) => {
    onChange(values.filter(each => each !== word))
    field.current?.focus()
  }
  return (
    <div className="field">
      <label className={bare ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
      </label>
      <div className="input tokens" data-invalid={Boolean(error)}>
        {values.map(word => (
          <span key={word} className="token">
            {word}
            <button type="button" aria-label={strings.remove(word)} onClick={() => remove(word)}>
              <Icon of={X} size={12} />
            </button>
          </span>
        ))}
        <input
          ref={field}
          id={id}
          value={text}
          placeholder={placeholder}
          list={suggested.length ? `${id}-list` : undefined}
          aria-invalid={Boolean(error)}
          aria-describedby={error ? `${id}-error` : undefined}
          onChange={event => setText(event.currentTarget.value)}
          onKeyDown={press}
          onBlur={add}
        />
        {suggested.length > 0 && <Suggestions id={`${id}-list`} of={suggested} />}
      </div>
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

export const Suggestions = ({ id, of }: { id: string; of: readonly string[] }) => (
  <datalist id={id}>
    {of.map(word => (
      <option key={word} value={word} />
    ))}
  </datalist>
)
