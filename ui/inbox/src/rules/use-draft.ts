import { useEffect, useRef, useState } from "react"
import { keep } from "../sending.ts"
import { type Draft, draftOf, same } from "./draft.ts"
import type { BookView } from "./wire.ts"

/** The rules as they are edited: what was changed and not saved, or else what holds. */
export function useDraft(workspace: string, held: BookView) {
  const [changed, setChanged] = useState<Draft | null>(() => keptDraft(workspace))
  const [early] = useState(changed !== null)
  const theirs = draftOf(held, held.version)
  const draft = changed ?? theirs
  const dirty = changed !== null && !same(changed, theirs)
  // Two changes in one moment, such as a field that is left by a click, build upon each other.
  const latest = useRef(draft)
  latest.current = draft
  const set = (next: Draft | null) => {
    latest.current = next ?? theirs
    setChanged(next)
    keepDraft(workspace, next)
  }
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener("beforeunload", ask)
    return () => removeEventListener("beforeunload", ask)
  }, [dirty])
  return {
    draft,
    dirty,
    /** Whether it was left here by an earlier visit. */
    early: early && dirty,
    change: (next: (draft: Draft) => Draft) => set(next(latest.current)),
    discard: () => set(null),
    restore: (before: Draft) => set(before),
    behind: dirty && draft.based_on !== held.version,
  }
}

export type Drafting = ReturnType<typeof useDraft>

const place = (workspace: string) => `chatref:rules:${workspace}`

/** A draft outlives a reload and a crash until it is saved or thrown away. */
const keptDraft = (workspace: string): Draft | null => {
  const text = keep.get(place(workspace))
  return text ? (JSON.parse(text) as Draft) : null
}

const keepDraft = (workspace: string, draft: Draft | null): void => {
  if (draft) keep.set(place(workspace), JSON.stringify(draft))
  else keep.remove(place(workspace))
}
