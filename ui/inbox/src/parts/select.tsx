import { ChevronDown } from "@chatref/shared/icons"
import { type ComponentProps, useId } from "react"
import { Icon } from "./icon.tsx"

type Option = readonly [value: string, words: string]

type Props = Omit<ComponentProps<"select">, "onChange"> & {
  label: string
  value: string
  options: readonly Option[]
  /** Further options under a heading of their own. */
  groups?: readonly (readonly [heading: string, options: readonly Option[]])[]
  onPick: (value: string) => void
  bare?: boolean
  help?: string | undefined
  error?: string | null | undefined
}

/** One of several: the browser's own list, so that a phone shows its own wheel. */
export function Select({
  label,
  options,
  groups = [],
  onPick,
  bare,
  help,
  error,
  className,
  ...rest
}: Props) {
  const id = useId()
  return (
    <div className={`field ${className ?? ""}`}>
      <label className={bare ? "visually-hidden" : "field-label"} htmlFor={id}>
        {label}
      </label>
      <span className="select">
        <select
          id={id}
          className="input"
          aria-invalid={Boolean(error)}
          aria-describedby={error || help ? `${id}-help ${id}-error` : undefined}
          onChange={event => onPick(event.currentTarget.value)}
          {...rest}
        >
          {options.map(drawn)}
          {groups.map(([heading, inside]) => (
            <optgroup key={heading} label={heading}>
              {inside.map(drawn)}
            </optgroup>
          ))}
        </select>
        <Icon of={ChevronDown} size={14} />
      </span>
      {help && (
        <p className="field-help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {error && (
        <p className="field-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  )
}

const drawn = ([value, words]: Option) => (
  <option key={value} value={value}>
    {words}
  </option>
)
