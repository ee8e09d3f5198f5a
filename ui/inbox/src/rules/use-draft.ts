import { useEffect, useState } from "react"
import { type Draft, draftOf, keepDraft, keptDraft, same } from "./draft.ts"
import type { BookView } from "./wire.ts"

/** The rules as they are edited: what was changed and not saved, or else what holds. */
export function useDraft(workspace: string, held: BookView) {
  const [changed, setChanged] = useState<Draft | null>(() => keptDraft(workspace))
  const [early] = useState(changed !== null)
  const theirs = draftOf(held, held.version)
  const draft = changed ?? theirs
  const dirty = changed !== null && !same(changed, theirs)
  const set = (next: Draft | null) => {
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
    change: (next: (draft: Draft) => Draft) => set(next(draft)),
    discard: () => set(null),
    restore: (before: Draft) => set(before),
    behind: dirty && draft.based_on !== held.version,
  }
}

export type Drafting = ReturnType<typeof useDraft>
