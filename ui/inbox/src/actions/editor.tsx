import { Copy, Ellipsis, Trash2 } from "@chatref/shared/icons"
import { IconButton } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { OwnerEditor, OwnerGone, OwnerPart } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { say } from "../parts/toast.tsx"
import { exactly, inside, type Problem } from "../parts/where.ts"
import { go } from "../route.ts"
import { added, duplicated, type Kept, removed } from "./draft.ts"
import { Fields } from "./fields.tsx"
import { Follows } from "./follows.tsx"
import { actionAt } from "./list.tsx"
import { Preview } from "./preview.tsx"
import { Runs } from "./runs.tsx"
import { actionsStrings } from "./strings.ts"
import type { Drafting } from "./use-save.ts"
import type { Held } from "./wire.ts"

const words = actionsStrings.editor

type Props = {
  action: Kept
  held: Held
  drafting: Drafting
  problems: Problem[]
  onChange: (action: Kept) => void
  onClose: () => void
}

export function Editor({ action, held, drafting, problems, onChange, onClose }: Props) {
  const { list, fields } = actionsStrings
  return (
    <OwnerEditor
      title={action.name || list.unnamed}
      back={list.back}
      onClose={onClose}
      acts={<More action={action} held={held} drafting={drafting} />}
    >
      <Name action={action} held={held} problems={problems} onChange={onChange} />
      <OwnerPart title={fields.title} text={fields.text}>
        <div className="action-details">
          <Fields
            of={action.field}
            kinds={held.kinds}
            what="asked"
            error={exactly(problems, "field")}
            problems={inside(problems, "field")}
            onChange={field => onChange({ ...action, field })}
          />
          <Preview fields={action.field} />
        </div>
      </OwnerPart>
      <Runs action={action} held={held} problems={problems} onChange={onChange} />
      {action.starts && <Follows action={action} held={held} problems={problems} onChange={onChange} />}
    </OwnerEditor>
  )
}

type NameProps = Pick<Props, "action" | "held" | "problems" | "onChange">

/** Rules know an action by its name alone. */
function Name({ action, held, problems, onChange }: NameProps) {
  const rules = action.name === action.key ? [] : (held.used_by[action.key] ?? [])
  return (
    <div className="action-name">
      <Field
        label={words.name}
        help={words.nameHelp}
        value={action.name}
        maxLength={120}
        autoComplete="off"
        autoFocus={!action.name}
        error={exactly(problems, "name") ?? exactly(problems, "")}
        onChange={event => onChange({ ...action, name: event.currentTarget.value })}
      />
      {rules.length > 0 && <p className="owner-warning">{words.renamed(rules)}</p>}
    </div>
  )
}

function More({ action, held, drafting }: Pick<Props, "action" | "held" | "drafting">) {
  const { draft, change, restore } = drafting
  const duplicate = () => {
    const copy = duplicated(draft, action)
    change(now => added(now, copy, draft.actions.indexOf(action) + 1))
    go(actionAt(copy.key))
  }
  const remove = () => {
    const name = action.name || actionsStrings.list.unnamed
    const rules = held.used_by[action.key] ?? []
    change(now => removed(now, action.key))
    go(actionAt(null))
    say(rules.length ? words.removedUsed(name, rules) : words.removed(name), {
      label: ownerStrings.undo,
      onPick: () => restore(draft),
    })
  }
  return (
    <Menu trigger={<IconButton className="small" icon={Ellipsis} label={words.more} />}>
      <MenuItem icon={Copy} onPick={duplicate}>
        {words.duplicate}
      </MenuItem>
      <MenuItem icon={Trash2} onPick={remove}>
        {words.remove}
      </MenuItem>
    </Menu>
  )
}

export const ActionGone = ({ onClose }: { onClose: () => void }) => (
  <OwnerGone back={actionsStrings.list.back} onClose={onClose} />
)
