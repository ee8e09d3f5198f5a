import { Ellipsis } from "@chatref/shared/icons"
import { type KeyboardEvent, useEffect, useRef, useState } from "react"
import { IconButton } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { useDrag } from "../parts/drag.ts"
import { Grip } from "../parts/grip.tsx"
import { Menu, MenuItem, MenuLine } from "../parts/menu.tsx"
import { Switch } from "../parts/switch.tsx"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"
import { useCatalog } from "./catalog.ts"
import type { Draft, Kept } from "./draft.ts"
import { rulesStrings } from "./strings.ts"
import type { Checked } from "./wire.ts"

const words = rulesStrings.list

export type ListActs = {
  change: (rule: Kept) => void
  move: (from: number, to: number) => void
  duplicate: (key: string) => void
  remove: (key: string) => void
}

type Props = { draft: Draft; checked: Checked | undefined; open: string | null; acts: ListActs }

export const ruleAt = (rule: string | null): Route => ({ page: "rules", part: "rules", rule })

/** The rules as sentences, in the order in which they decide; moved by hand or with Alt and an arrow. */
export function RuleRows({ draft, checked, open, acts }: Props) {
  const { rules } = draft
  const [told, tell] = useState("")
  const list = useRef<HTMLOListElement>(null)
  const follow = useRef<string | null>(null)
  const move = (from: number, to: number) => {
    const rule = rules[from]
    if (!rule || to < 0 || to >= rules.length) return
    follow.current = rule.key
    acts.move(from, to)
    tell(words.moved(rule.name || words.unnamed, to + 1, rules.length))
  }
  // A row that moves loses its focus in some browsers: it is followed to its new place.
  useEffect(() => {
    const row = rules.findIndex(({ key }) => key === follow.current)
    follow.current = null
    const element = list.current?.children[row]
    if (element && !element.contains(document.activeElement))
      element.querySelector<HTMLElement>(".grip")?.focus()
    element?.scrollIntoView({ block: "nearest" })
  }, [rules])
  const drag = useDrag(move)
  return (
    <>
      <ol className="rule-rows" ref={list} aria-label={words.label} data-dragging={drag.dragged !== null}>
        {rules.map((rule, at) => (
          <Row
            key={rule.key}
            rule={rule}
            at={at}
            sentence={checked?.sentences[at]}
            wrong={checked?.findings.some(each => each.rule === at && each.fatal) ?? false}
            open={rule.key === open}
            last={at === rules.length - 1}
            acts={acts}
            move={to => move(at, to)}
            grip={drag.handle(at)}
            shift={drag.shift(at)}
            dragged={drag.dragged === at}
          />
        ))}
      </ol>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </>
  )
}

type RowProps = {
  rule: Kept
  at: number
  sentence: string | null | undefined
  wrong: boolean
  open: boolean
  last: boolean
  acts: ListActs
  move: (to: number) => void
  grip: ReturnType<ReturnType<typeof useDrag>["handle"]>
  shift: number
  dragged: boolean
}

function Row({ rule, at, sentence, wrong, open, last, acts, move, grip, shift, dragged }: RowProps) {
  const name = rule.name || words.unnamed
  const press = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!event.altKey || !step) return
    event.preventDefault()
    move(at + step)
  }
  return (
    <li
      className="rule-row"
      data-on={rule.on}
      data-open={open}
      data-dragged={dragged}
      style={shift ? { transform: `translateY(${shift}px)` } : undefined}
      onKeyDown={press}
    >
      <button type="button" className="grip" aria-label={words.drag(name)} title={words.dragHint} {...grip}>
        <Grip />
      </button>
      <span className="rule-number figures" aria-hidden="true">
        {at + 1}
      </span>
      <a
        className="rule-open"
        href={pathOf(ruleAt(rule.key))}
        aria-current={open ? "true" : undefined}
        onClick={event => stay(event, ruleAt(rule.key))}
      >
        <strong>{name}</strong>
        <span className="rule-sentence">{sentence || words.unreadable}</span>
        <Marks rule={rule} wrong={wrong} />
      </a>
      <Switch on={rule.on} label={words.on(name)} onTurn={on => acts.change({ ...rule, on })} />
      <RowMenu rule={rule} name={name} at={at} last={last} acts={acts} move={move} />
    </li>
  )
}

type MenuProps = Pick<RowProps, "rule" | "at" | "last" | "acts" | "move"> & { name: string }

const RowMenu = ({ rule, name, at, last, acts, move }: MenuProps) => (
  <Menu trigger={<IconButton className="small" icon={Ellipsis} label={words.more(name)} />}>
    {at > 0 && (
      <MenuItem keys="Alt ↑" onPick={() => move(at - 1)}>
        {words.up}
      </MenuItem>
    )}
    {!last && (
      <MenuItem keys="Alt ↓" onPick={() => move(at + 1)}>
        {words.down}
      </MenuItem>
    )}
    <MenuItem onPick={() => acts.duplicate(rule.key)}>{words.duplicate}</MenuItem>
    <MenuLine />
    <MenuItem onPick={() => acts.remove(rule.key)}>{words.remove}</MenuItem>
  </Menu>
)

/** What the sentence doesn't say. */
function Marks({ rule, wrong }: { rule: Kept; wrong: boolean }) {
  const { sites } = useCatalog()
  const names = rule.sites.map(id => sites.find(({ value }) => value === id)?.label ?? id)
  if (rule.on && !wrong && !rule.action && !names.length) return null
  return (
    <span className="rule-marks">
      {wrong && <Chip tone="late">{words.fatal}</Chip>}
      {!rule.on && <Chip>{words.off}</Chip>}
      {rule.action && <Chip>{words.collects(rule.action)}</Chip>}
      {names.length > 0 && <Chip>{words.sites(names)}</Chip>}
    </span>
  )
}
