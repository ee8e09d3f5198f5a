import { Menu as Base } from "@base-ui/react/menu"
import type { IconNode } from "@chatref/shared/icons"
import { type ReactElement, type ReactNode, useState } from "react"
import { Icon } from "./icon.tsx"
import { Tooltip } from "./tooltip.tsx"

type MenuProps = {
  trigger: ReactElement
  /** What a trigger without words is called, on hover and focus. */
  hint?: string
  children: ReactNode
  side?: "top" | "bottom" | "right"
  align?: "start" | "end"
}

/** Opens inside the landmark of its trigger, so that a screen reader knows where it belongs. */
export function Menu({ trigger, hint, children, side = "bottom", align = "end" }: MenuProps) {
  const [landmark, setLandmark] = useState<HTMLElement | null>(null)
  const opener = <Base.Trigger render={trigger} />
  return (
    <Base.Root>
      <span
        className="menu-place"
        ref={place => setLandmark(place?.closest<HTMLElement>("main, nav, section") ?? null)}
      >
        {hint ? <Tooltip text={hint}>{opener}</Tooltip> : opener}
      </span>
      <Base.Portal container={landmark}>
        <Base.Positioner
          sideOffset={6}
          align={align}
          side={side}
          positionMethod="fixed"
          className="menu-layer"
        >
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  )
}

type ItemProps = {
  icon?: IconNode
  keys?: string
  onPick: () => void
  disabled?: boolean
  hint?: ReactNode
  children: ReactNode
}

export function MenuItem({ icon, keys, onPick, disabled, hint, children }: ItemProps) {
  return (
    <Base.Item className="menu-item" onClick={onPick} disabled={disabled ?? false}>
      {icon && <Icon of={icon} size={16} />}
      <span className="menu-words">{children}</span>
      {hint && <span className="menu-hint">{hint}</span>}
      {keys && <kbd>{keys}</kbd>}
    </Base.Item>
  )
}

export function MenuGroup({ label, children }: { label: string; children: ReactNode }) {
  return (
    <Base.Group>
      <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
      {children}
    </Base.Group>
  )
}

type ChoiceProps<T extends string> = {
  label: string
  value: T
  options: readonly (readonly [T, string])[]
  onPick: (value: T) => void
}

export function MenuChoice<T extends string>({ label, value, options, onPick }: ChoiceProps<T>) {
  return (
    <Base.RadioGroup value={value} onValueChange={onPick}>
      <Base.Group>
        <Base.GroupLabel className="menu-label">{label}</Base.GroupLabel>
        {options.map(([option, words]) => (
          <Base.RadioItem key={option} value={option} className="menu-item" closeOnClick={false}>
            <Base.RadioItemIndicator className="menu-dot" keepMounted />
            {words}
          </Base.RadioItem>
        ))}
      </Base.Group>
    </Base.RadioGroup>
  )
}

export const MenuLine = () => <Base.Separator className="menu-line" />
