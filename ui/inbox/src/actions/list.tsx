import { ClipboardList, Plus } from "@chatref/shared/icons"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { OwnerRow } from "../parts/owner.tsx"
import { EmptyState } from "../parts/states.tsx"
import { inside, type Problem } from "../parts/where.ts"
import { go } from "../route.ts"
import { added, type Kept, newAction } from "./draft.ts"
import { actionsStrings } from "./strings.ts"
import type { Drafting } from "./use-save.ts"
import type { Held } from "./wire.ts"

const words = actionsStrings.list

export const actionAt = (action: string | null) => ({ page: "actions", action }) as const

type Props = { drafting: Drafting; held: Held; problems: Problem[]; open: string | null }

export function ActionList({ drafting, held, problems, open }: Props) {
  const { draft, change } = drafting
  const add = () => {
    const action = newAction(draft)
    change(now => added(now, action))
    go(actionAt(action.key))
  }
  return (
    <section className="owner-list" aria-label={words.label}>
      <header>
        <h2>{words.label}</h2>
        <Button icon={Plus} onClick={add}>
          {words.add}
        </Button>
      </header>
      {draft.actions.length ? (
        <ul className="owner-rows">
          {draft.actions.map((action, at) => (
            <OwnerRow key={action.key} to={actionAt(action.key)} open={action.key === open}>
              <strong>{action.name || words.unnamed}</strong>
              <span>{action.field.map(({ label }) => label).join(", ") || words.nothing}</span>
              <Marks
                action={action}
                rules={held.used_by[action.name] ?? []}
                wrong={inside(problems, `action.${at}`).length > 0}
              />
            </OwnerRow>
          ))}
        </ul>
      ) : (
        <EmptyState icon={ClipboardList} title={words.empty} text={words.emptyText} />
      )}
    </section>
  )
}

type MarksProps = { action: Kept; rules: string[]; wrong: boolean }

const Marks = ({ action: { starts, look_up }, rules, wrong }: MarksProps) => (
  <span className="owner-marks">
    {wrong && <Chip tone="late">{words.wrong}</Chip>}
    {rules.length > 0 && <Chip>{words.usedBy(rules)}</Chip>}
    {starts && <Chip>{look_up ? words.looksUp(hostOf(look_up.address)) : words.notes}</Chip>}
    {!rules.length && !starts && <Chip tone="soon">{words.unused}</Chip>}
  </span>
)

const hostOf = (address: string): string => URL.parse(address)?.host ?? ""
