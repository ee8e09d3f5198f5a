import { ChevronDown, Plus, X } from "@chatref/shared/icons"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { useDrag } from "../parts/drag.ts"
import { Grip } from "../parts/grip.tsx"
import { Icon } from "../parts/icon.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { inside, type Problem } from "../parts/where.ts"
import { type KeptField, newField } from "./draft.ts"
import { FieldEditor } from "./field-editor.tsx"
import { actionsStrings } from "./strings.ts"

const words = actionsStrings.fields

export type What = "asked" | "returned"

type Props = {
  of: KeptField[]
  kinds: string[]
  what: What
  error: string | null
  problems: Problem[]
  onChange: (fields: KeptField[]) => void
}

/** Details in their order, moved by hand or with Alt and an arrow; one of them is open. */
export function Fields({ of, kinds, what, error, problems, onChange }: Props) {
  const [open, setOpen] = useState<string | null>(null)
  const { list, told, move } = useOrder(of, onChange)
  const drag = useDrag(move)
  const add = (kind: string) => {
    const field = newField(of, kind)
    onChange([...of, field])
    setOpen(field.key)
  }
  const label = what === "asked" ? words.label : words.returned
  return (
    <div className="fields">
      {of.length > 0 ? (
        <ol className="field-rows" ref={list} aria-label={label} data-dragging={drag.dragged !== null}>
          {of.map((field, at) => (
            <Row
              key={field.key}
              field={field}
              open={field.key === open || inside(problems, `${at}`).length > 0}
              grip={drag.handle(at)}
              shift={drag.shift(at)}
              dragged={drag.dragged === at}
              onMove={by => move(at, at + by)}
              onOpen={() => setOpen(field.key === open ? null : field.key)}
              onRemove={() => onChange(of.filter(({ key }) => key !== field.key))}
            >
              <FieldEditor
                field={field}
                all={of}
                kinds={kinds}
                what={what}
                problems={inside(problems, `${at}`)}
                onChange={next => onChange(of.map(each => (each.key === next.key ? next : each)))}
              />
            </Row>
          ))}
        </ol>
      ) : (
        <p className="owner-text">{what === "asked" ? words.none : words.noneReturned}</p>
      )}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <AddField kinds={kinds} what={what} onPick={add} />
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </div>
  )
}

/** A row that moves loses its focus in some browsers: it is followed to its new place. */
function useOrder(fields: KeptField[], onChange: (fields: KeptField[]) => void) {
  const [told, tell] = useState("")
  const list = useRef<HTMLOListElement>(null)
  const follow = useRef<string | null>(null)
  useEffect(() => {
    const row = fields.findIndex(({ key }) => key === follow.current)
    follow.current = null
    list.current?.children[row]?.querySelector<HTMLElement>(".grip")?.focus()
  }, [fields])
  const move = (from: number, to: number) => {
    const field = fields[from]
    if (!field || to < 0 || to >= fields.length) return
    follow.current = field.key
    const rest = fields.filter((_, at) => at !== from)
    onChange([...rest.slice(0, to), field, ...rest.slice(to)])
    tell(words.moved(field.label || words.unnamed, to + 1, fields.length))
  }
  return { list, told, move }
}

type RowProps = {
  field: KeptField
  open: boolean
  grip: ReturnType<ReturnType<typeof useDrag>["handle"]>
  shift: number
  dragged: boolean
  onMove: (by: number) => void
  onOpen: () => void
  onRemove: () => void
  children: React.ReactNode
}

function Row({ field, open, grip, shift, dragged, onMove, onOpen, onRemove, children }: RowProps) {
  const name = field.label || words.unnamed
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || !step) return
    event.preventDefault()
    onMove(step)
  }
  return (
    <li
      className="field-row"
      data-open={open}
      data-dragged={dragged}
      style={shift ? { transform: `translateY(${shift}px)` } : undefined}
    >
      <div className="field-head">
        <button
          type="button"
          className="grip"
          aria-label={words.drag(name)}
          title={words.dragHint}
          onKeyDown={press}
          {...grip}
        >
          <Grip />
        </button>
        <button type="button" className="field-open" aria-expanded={open} onClick={onOpen}>
          <strong>{name}</strong>
          <span>{actionsStrings.kinds[field.kind] ?? field.kind}</span>
          {!field.required && <Chip>{words.optional}</Chip>}
          <Icon of={ChevronDown} size={15} />
        </button>
        <IconButton className="small" icon={X} label={words.remove(name)} onClick={onRemove} />
      </div>
      {open && children}
    </li>
  )
}

type AddProps = { kinds: string[]; what: What; onPick: (kind: string) => void }

const AddField = ({ kinds, what, onPick }: AddProps) => (
  <Menu
    align="start"
    trigger={
      <Button small icon={Plus}>
        {what === "asked" ? words.add : words.addReturned}
      </Button>
    }
  >
    {kinds
      .filter(kind => what === "asked" || kind !== "choice")
      .map(kind => (
        <MenuItem key={kind} onPick={() => onPick(kind)}>
          {actionsStrings.kinds[kind] ?? kind}
        </MenuItem>
      ))}
  </Menu>
)
