import { useId, useState } from "react"
import type { Problem } from "../parts/where.ts"
import { type Kept, newRule, plain } from "./draft.ts"
import { parsed } from "./json.ts"
import { rulesStrings } from "./strings.ts"
import type { Rule } from "./wire.ts"

const words = rulesStrings.editor

type Props = { rule: Kept; problems: Problem[]; onChange: (rule: Kept) => void }

/** The rule as it is stored. Edits go into the draft when they can be read; until then they stay here. */
export function AsJson({ rule, problems, onChange }: Props) {
  const written = JSON.stringify(plain(rule), null, 2)
  const [typed, setTyped] = useState({ text: written, from: written })
  const text = typed.from === written ? typed.text : written
  const wrong = wrongWith(text) ?? problems[0]
  const id = useId()
  const change = (next: string) => {
    const read = parsed(next)
    const taken = !read.error && isRule(read.value) ? { ...newRule, ...read.value, key: rule.key } : rule
    setTyped({ text: next, from: JSON.stringify(plain(taken), null, 2) })
    if (taken !== rule) onChange(taken)
  }
  return (
    <div className="editor-form">
      <label htmlFor={id} className="visually-hidden">
        {words.jsonLabel}
      </label>
      <textarea
        id={id}
        className="input mono json"
        spellCheck={false}
        rows={Math.min(40, text.split("\n").length + 1)}
        value={text}
        aria-invalid={Boolean(wrong)}
        aria-describedby={`${id}-help`}
        onChange={event => change(event.currentTarget.value)}
      />
      <p id={`${id}-help`} className={wrong ? "field-error" : "field-help"} aria-live="polite">
        {wrong ? [wrong.at, wrong.text].filter(Boolean).join(": ") : words.jsonHelp}
      </p>
    </div>
  )
}

const wrongWith = (text: string): Problem | null => {
  const read = parsed(text)
  if (read.error) {
    const { line, column, text } = read.error
    return { at: "", text: words.brokenAt(line, column, text) }
  }
  return isRule(read.value) ? null : { at: "", text: words.noRule }
}

/** The shape that the form can show; all else is the server's to refuse. */
const isRule = (value: unknown): value is Partial<Rule> => {
  if (!isTable(value) || !isTable(value.when)) return false
  const texts = [value.name, value.reason].every(each => typeof each === "string")
  const lists = [value.tags, value.sites].every(each => each === undefined || Array.isArray(each))
  const tables = [value.hand_over, value.confirmation].every(each => each === undefined || isTable(each))
  return texts && lists && tables
}

const isTable = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value)
