import { ChevronDown, Plus, Send } from "@chatref/shared/icons"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Icon } from "../parts/icon.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { OwnerRow } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { EmptyState } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { go } from "../route.ts"
import { type State, stateOf } from "./draft.ts"
import { destinationsStrings } from "./strings.ts"
import type { Drafts } from "./use-drafts.ts"
import type { Destination, Held } from "./wire.ts"

const words = destinationsStrings.list

export const destinationAt = (open: string | null) => ({ page: "destinations", open }) as const

type Props = { held: Held; drafts: Drafts; open: string | null }

export function DestinationList({ held, drafts, open }: Props) {
  const titleOf = (kind: string) => held.kinds.find(each => each.kind === kind)?.title ?? kind
  return (
    <section className="owner-list" aria-label={words.label}>
      <header>
        <h2>{words.label}</h2>
        <AddDestination held={held} />
      </header>
      {held.destinations.length ? (
        <ul className="owner-rows">
          {held.destinations.map(each => (
            <OwnerRow key={each.id} to={destinationAt(each.id)} open={each.id === open}>
              <span className="owner-name">
                <strong>{each.name}</strong>
                <Chip>{titleOf(each.kind)}</Chip>
                {drafts.has(each.id) && <Chip tone="soon">{ownerStrings.unsaved}</Chip>}
              </span>
              <Standing of={each} />
            </OwnerRow>
          ))}
        </ul>
      ) : (
        <EmptyState icon={Send} title={words.empty} text={words.emptyText} />
      )}
    </section>
  )
}

const tones: Partial<Record<State, "late" | "accent">> = { failing: "late", dead: "late", working: "accent" }

/** Whether it works, in a word and in a sentence. */
export function Standing({ of }: { of: Destination }) {
  const state = stateOf(of)
  const tone = tones[state]
  const word = {
    off: words.off,
    failing: words.failing,
    dead: words.dead(of.dead),
    working: words.working,
    unused: null,
  }
  return (
    <span className="standing">
      {word[state] && <Chip {...(tone ? { tone } : {})}>{word[state]}</Chip>}
      {state === "failing" && of.dead > 0 && <Chip tone="late">{words.dead(of.dead)}</Chip>}
      {of.due > 0 && <Chip>{words.due(of.due)}</Chip>}
      <span>
        <Since of={of} />
      </span>
    </span>
  )
}

function Since({ of }: { of: Destination }) {
  if (of.failing_since)
    return (
      <>
        <Ago at={of.failing_since} /> · {of.why}
      </>
    )
  if (!of.delivered_at) return words.unused
  return (
    <>
      {words.last} <Ago at={of.delivered_at} whole />
    </>
  )
}

const AddDestination = ({ held }: { held: Held }) => (
  <Menu
    trigger={
      <Button icon={Plus}>
        {words.add}
        <Icon of={ChevronDown} size={14} />
      </Button>
    }
  >
    {held.kinds.map(({ kind, title }) => (
      <MenuItem key={kind} onPick={() => go(destinationAt(`new:${kind}`))}>
        {title}
      </MenuItem>
    ))}
  </Menu>
)
