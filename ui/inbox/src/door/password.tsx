import "./password.css"
import { Eye, EyeOff } from "@chatref/shared/icons"
import { useState } from "react"
import { Field } from "../parts/field.tsx"
import { Icon } from "../parts/icon.tsx"
import { doorStrings } from "./strings.ts"

type Props = {
  label: string
  help?: string
  autoComplete: "current-password" | "new-password"
  autoFocus?: boolean
  value: string
  error: string | null | undefined
  onChange: (password: string) => void
}

/** As the desk asks for it. */
export const shortest = 10

export function PasswordField({ onChange, ...field }: Props) {
  const [shown, show] = useState(false)
  return (
    <div className="password">
      <Field
        {...field}
        type={shown ? "text" : "password"}
        onChange={event => onChange(event.currentTarget.value)}
      />
      <button
        type="button"
        className="button quiet square"
        aria-label={shown ? doorStrings.hide : doorStrings.show}
        aria-pressed={shown}
        onClick={() => show(!shown)}
      >
        <Icon of={shown ? EyeOff : Eye} size={16} />
      </button>
    </div>
  )
}
