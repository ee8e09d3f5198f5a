import { type ComponentProps, useState } from "react"
import { Field } from "./field.tsx"

type Props = Omit<ComponentProps<typeof Field>, "value" | "onChange" | "onBlur" | "type" | "inputMode"> & {
  value: number
  /** Said of what is written and is no number. */
  bad: string
  read: (written: string) => number | null
  onNumber: (number: number) => void
}

/** What is no number yet stays as it is written, and is not taken over. */
export function NumberField({ value, bad, read, error, onNumber, ...field }: Props) {
  const [typed, type] = useState<string | null>(null)
  const write = (written: string) => {
    type(written)
    const number = read(written)
    if (number !== null) onNumber(number)
  }
  return (
    <Field
      className="input figures"
      {...field}
      type="number"
      inputMode="numeric"
      value={typed ?? value}
      error={typed !== null && read(typed) === null ? bad : error}
      onChange={event => write(event.currentTarget.value)}
      onBlur={() => type(null)}
    />
  )
}

export const wholeBetween =
  (least: number, most: number) =>
  (written: string): number | null =>
    /^\d+$/.test(written) && Number(written) >= least && Number(written) <= most ? Number(written) : null
