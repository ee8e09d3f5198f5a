import { useDraft as useAnyDraft } from "../parts/use-draft.ts"
import { draftOf, same } from "./draft.ts"
import type { BookView } from "./wire.ts"

/** The rules as they are edited; `behind` says that somebody saved since the draft began. */
export function useDraft(workspace: string, held: BookView) {
  const drafting = useAnyDraft(`chatref:rules:${workspace}`, draftOf(held, held.version), same)
  return { ...drafting, behind: drafting.dirty && drafting.draft.based_on !== held.version }
}

export type Drafting = ReturnType<typeof useDraft>
