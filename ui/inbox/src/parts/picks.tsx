import { X } from "@chatref/shared/icons"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"
import { Select } from "./select.tsx"

type Props = {
  /** What is chosen from the list below. */
  add: string
  none: string
  chosen: readonly string[]
  options: readonly (readonly [value: string, words: string])[]
  error?: string | null
  onChange: (chosen: string[]) => void
}

/** Several of a list: each with a cross, and the rest to choose from. What is chosen and not known is still shown. */
export const Picks = ({ add, none, chosen, options, error, onChange }: Props) => (
  <div className="picks">
    {chosen.length > 0 ? (
      <ul className="picked">
        {chosen.map(value => (
          <li key={value} className="token">
            {wordsOf(options, value)}
            <button
              type="button"
              aria-label={strings.remove(wordsOf(options, value))}
              onClick={() => onChange(chosen.filter(each => each !== value))}
            >
              <Icon of={X} size={12} />
            </button>
          </li>
        ))}
      </ul>
    ) : (
      <p className="owner-text">{none}</p>
    )}
    <Select
      label={add}
      bare
      value=""
      options={[["", add], ...options.filter(([value]) => !chosen.includes(value))]}
      error={error}
      onPick={value => value && onChange([...chosen, value])}
    />
  </div>
)

const wordsOf = (options: Props["options"], value: string): string =>
  options.find(([each]) => each === value)?.[1] ?? value
