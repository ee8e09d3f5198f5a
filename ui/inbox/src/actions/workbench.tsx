import { DraftSave, throwAway } from "../parts/draft-save.tsx"
import { OwnerConflict, OwnerHead } from "../parts/owner.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { inside } from "../parts/where.ts"
import { go } from "../route.ts"
import { draftOf, edited, same } from "./draft.ts"
import { ActionGone, Editor } from "./editor.tsx"
import { ActionList, actionAt } from "./list.tsx"
import { actionsStrings } from "./strings.ts"
import { useSave } from "./use-save.ts"
import type { Held } from "./wire.ts"

const words = actionsStrings

type Props = { action: string | null; place: string; held: Held }

/** One draft of all actions: what is changed in any is saved as one version. */
export function Workbench({ action, place, held }: Props) {
  const drafting = useDraft(place, draftOf(held), same)
  const { draft, dirty, change } = drafting
  const saving = useSave(drafting)
  const behind = dirty && draft.based_on !== held.version
  return (
    <>
      <OwnerHead title={words.title} text={words.text} />
      {behind && (
        <OwnerConflict
          who={held.saved_by?.name ?? null}
          version={held.version}
          onTheirs={() => throwAway(drafting, saving)}
          onMine={() => change(now => ({ ...now, based_on: held.version }))}
        />
      )}
      <div className="owner-columns" data-open={action !== null}>
        <ActionList drafting={drafting} held={held} problems={saving.problems} open={action} />
        {action !== null && <Open key={action} action={action} held={held} {...{ drafting, saving }} />}
      </div>
      <DraftSave drafting={drafting} saving={saving} blocked={behind} onShow={saving.show} />
    </>
  )
}

type OpenProps = {
  action: string
  held: Held
  drafting: ReturnType<typeof useDraft<ReturnType<typeof draftOf>>>
  saving: ReturnType<typeof useSave>
}

function Open({ action, held, drafting, saving }: OpenProps) {
  const at = drafting.draft.actions.findIndex(({ key }) => key === action)
  const found = drafting.draft.actions[at]
  const close = () => go(actionAt(null))
  if (!found) return <ActionGone onClose={close} />
  return (
    <Editor
      action={found}
      held={held}
      drafting={drafting}
      problems={inside(saving.problems, `action.${at}`)}
      onChange={next => drafting.change(now => edited(now, next))}
      onClose={close}
    />
  )
}
