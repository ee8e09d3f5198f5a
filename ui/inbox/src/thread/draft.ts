import { useCallback, useState } from "react"
import { keep } from "../sending.ts"

export type Mode = "reply" | "note"

const place = (conversation: string, mode: Mode) => `chatref:draft:${mode}:${conversation}`

/** What was begun in this thread, kept across everything until it is sent. */
export function useDraft(conversation: string, mode: Mode): [string, (text: string) => void] {
  const key = place(conversation, mode)
  const [drafts, setDrafts] = useState<Record<string, string>>({})
  const write = useCallback(
    (text: string) => {
      if (text) keep.set(key, text)
      else keep.remove(key)
      setDrafts(known => ({ ...known, [key]: text }))
    },
    [key],
  )
  return [drafts[key] ?? keep.get(key) ?? "", write]
}
