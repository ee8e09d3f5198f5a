import { OwnerGone, OwnerHead, OwnerSave } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { say } from "../parts/toast.tsx"
import { go } from "../route.ts"
import { newWanted, wantedOf } from "./draft.ts"
import { Editor } from "./editor.tsx"
import { DestinationList, destinationAt } from "./list.tsx"
import { destinationsStrings } from "./strings.ts"
import { type Drafts, type Open, useDrafts, useSave } from "./use-drafts.ts"
import type { Held } from "./wire.ts"

const words = destinationsStrings

type Props = { open: string | null; held: Held }

export function Workbench({ open, held }: Props) {
  const drafts = useDrafts()
  const found = open === null ? null : opened(open, held)
  return (
    <>
      <OwnerHead title={words.title} text={words.text} />
      <div className="owner-columns" data-open={open !== null}>
        <DestinationList held={held} drafts={drafts} open={open} />
        {found && <Opened key={found.id} open={found} held={held} drafts={drafts} />}
        {open !== null && !found && (
          <OwnerGone back={words.list.back} onClose={() => go(destinationAt(null))} />
        )}
      </div>
      {found && drafts.changed(found) && <Save key={found.id} open={found} drafts={drafts} />}
    </>
  )
}

const fresh = "new:"

/** What is open: one that is there, or one of a kind that is not yet. */
const opened = (open: string, { destinations, kinds }: Held): Open | null => {
  const destination = destinations.find(({ id }) => id === open) ?? null
  const name = open.startsWith(fresh) ? open.slice(fresh.length) : destination?.kind
  const kind = kinds.find(each => each.kind === name)
  if (!kind) return null
  return { id: open, kind, destination, before: destination ? wantedOf(destination) : newWanted(kind) }
}

function Opened({ open, held, drafts }: { open: Open; held: Held; drafts: Drafts }) {
  return (
    <Editor
      open={open}
      held={held}
      wanted={drafts.shown(open)}
      problems={drafts.problems(open)}
      changed={drafts.changed(open)}
      onChange={wanted => drafts.set(open.id, wanted)}
      onClose={() => go(destinationAt(null))}
    />
  )
}

function Save({ open, drafts }: { open: Open; drafts: Drafts }) {
  const saving = useSave(drafts, open)
  const throwAway = () => {
    const wanted = drafts.shown(open)
    drafts.set(open.id, null)
    if (!open.destination) go(destinationAt(null))
    say(ownerStrings.discarded, {
      label: ownerStrings.undo,
      onPick: () => {
        drafts.set(open.id, wanted)
        go(destinationAt(open.id))
      },
    })
  }
  return (
    <OwnerSave
      problems={drafts.problems(open).length}
      pending={saving.pending}
      onDiscard={throwAway}
      onSave={saving.save}
    />
  )
}
