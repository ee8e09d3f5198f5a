import { OwnerSave } from "./owner.tsx"
import { ownerStrings } from "./owner-strings.ts"
import { say } from "./toast.tsx"
import type { useDraft } from "./use-draft.ts"

type Drafting<T> = Omit<ReturnType<typeof useDraft<T>>, "change">
type Saving = { problems: readonly unknown[]; pending: boolean; save: () => void; forget: () => void }
type Props<T> = {
  drafting: Drafting<T>
  saving: Saving
  blocked?: boolean
  onShow?: (() => void) | undefined
}

/** The save bar of a draft, as long as there is something to save. */
export function DraftSave<T>({ drafting, saving, ...bar }: Props<T>) {
  if (!drafting.dirty) return null
  return (
    <OwnerSave
      {...bar}
      early={drafting.early}
      problems={saving.problems.length}
      pending={saving.pending}
      onDiscard={() => throwAway(drafting, saving)}
      onSave={saving.save}
    />
  )
}

/** What is thrown away can be had back for a moment. */
export function throwAway<T>({ draft, discard, restore }: Drafting<T>, { forget }: Pick<Saving, "forget">) {
  discard()
  forget()
  say(ownerStrings.discarded, { label: ownerStrings.undo, onPick: () => restore(draft) })
}
