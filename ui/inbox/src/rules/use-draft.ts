import { begin, kept, useDraft as useAnyDraft } from "../parts/use-draft.ts"
import { type Draft, draftOf, same } from "./draft.ts"
import type { BookView } from "./wire.ts"

/** The rules as they are edited; `behind` says that somebody saved since the draft began. */
export function useDraft(workspace: string, held: BookView) {
  const drafting = useAnyDraft(placeOf(workspace), draftOf(held, held.version), same)
  return { ...drafting, behind: drafting.dirty && drafting.draft.based_on !== held.version }
}

const placeOf = (workspace: string): string => `chatref:rules:${workspace}`

/** For who adds to it from another page: what was changed and not saved, if anything was. */
export const keptDraft = (workspace: string, held: Draft): Draft | null => {
  const found = kept<Draft>(placeOf(workspace))
  return found && !same(found, held) ? found : null
}

export const beginDraft = (workspace: string, draft: Draft): void => begin(placeOf(workspace), draft)

export type Drafting = ReturnType<typeof useDraft>
