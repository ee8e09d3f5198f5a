import { useState } from "react"
import { TextField } from "./field.tsx"

type Props = {
  label: string
  lines: readonly string[]
  onChange: (lines: string[]) => void
  help?: string
  error?: string | null
  bare?: boolean | undefined
}

/** A list as text, one a line. What is typed stays as it is, empty lines too, until the field is left. */
export function Lines({ label, lines, onChange, help, error, bare }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const text = lines.join("\n")
  return (
    <TextField
      label={label}
      help={help}
      error={error}
      bare={bare}
      rows={Math.max(3, lines.length + 1)}
      value={typed ?? text}
      onChange={event => {
        setTyped(event.currentTarget.value)
        onChange(linesOf(event.currentTarget.value))
      }}
      onBlur={() => setTyped(null)}
    />
  )
}

const linesOf = (text: string): string[] =>
  text
    .split("\n")
    .map(line => line.trim())
    .filter(Boolean)
