import { Dialog as Base } from "@base-ui/react/dialog"
import { X } from "@chatref/shared/icons"
import { type ReactNode, useRef } from "react"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"

type Props = {
  open: boolean
  onClose: () => void
  title: string
  text?: ReactNode
  children?: ReactNode
  actions?: ReactNode
  wide?: boolean
  /** A sheet at the side that leaves what it belongs to in sight. */
  side?: boolean
}

/** What is asked comes before the button that closes. */
const asked = '.dialog-body :is(input:checked, input:not([type="radio"]), textarea)'

const firstIn = (popup: HTMLElement | null) =>
  popup?.querySelector<HTMLElement>(asked) ?? popup?.querySelector<HTMLElement>(":scope > footer button")

/** A modal question or panel: focus goes in, stays in, and comes back; Escape closes. */
export function Dialog({ open, onClose, title, text, children, actions, wide, side }: Props) {
  const popup = useRef<HTMLDivElement>(null)
  return (
    <Base.Root open={open} onOpenChange={now => !now && onClose()}>
      <Base.Portal>
        <Base.Backdrop className="backdrop" />
        <Base.Popup
          ref={popup}
          className={`dialog ${wide ? "wide" : ""} ${side ? "side" : ""}`}
          initialFocus={() => firstIn(popup.current) ?? true}
        >
          <header>
            <Base.Title className="dialog-title">{title}</Base.Title>
            <Base.Close className="button quiet square" aria-label={strings.close}>
              <Icon of={X} />
            </Base.Close>
          </header>
          {text && <Base.Description className="dialog-text">{text}</Base.Description>}
          {children && <div className="dialog-body">{children}</div>}
          {actions && <footer>{actions}</footer>}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  )
}
