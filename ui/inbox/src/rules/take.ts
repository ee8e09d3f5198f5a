import type { ProposedRule } from "@chatref/shared/served"
import { go } from "../route.ts"
import { draftOf, proposedInto } from "./draft.ts"
import { bookNow } from "./reads.ts"
import { beginDraft, keptDraft } from "./use-draft.ts"

/** Into the draft of the rules, beside what was changed there and not saved; and there. */
export const takeIntoDraft = async (workspace: string, proposal: ProposedRule): Promise<void> => {
  const held = await bookNow()
  const unchanged = draftOf(held, held.version)
  const { draft, key } = proposedInto(keptDraft(workspace, unchanged) ?? unchanged, proposal, unchanged)
  beginDraft(workspace, draft)
  go({ page: "rules", part: "rules", rule: key })
}
