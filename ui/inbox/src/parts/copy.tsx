import { Check, Copy } from "@chatref/shared/icons"
import { useEffect, useState } from "react"
import { strings } from "../strings.ts"
import { IconButton } from "./button.tsx"

/** Copies a value and shows for a moment that it did. */
export function CopyButton({ value, label }: { value: string; label: string }) {
  const [done, copy] = useCopy(value)
  return (
    <IconButton
      className="copy"
      icon={done ? Check : Copy}
      label={done ? strings.thread.copied : strings.thread.copy(label)}
      onClick={copy}
    />
  )
}

export function useCopy(value: string): [boolean, () => void] {
  const [done, setDone] = useState(false)
  useEffect(() => {
    if (!done) return
    const timer = setTimeout(() => setDone(false), 1500)
    return () => clearTimeout(timer)
  }, [done])
  const copy = () => {
    void navigator.clipboard?.writeText(value).then(() => setDone(true))
  }
  return [done, copy]
}
