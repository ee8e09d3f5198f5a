import type { IconNode } from "@chatref/shared/icons"
import type { ReactNode } from "react"
import { strings } from "../strings.ts"
import { Button } from "./button.tsx"
import { Icon } from "./icon.tsx"

type EmptyProps = { icon?: IconNode; title: string; text?: string; children?: ReactNode }

/** What stands where nothing is: what it means, and what to do. */
export function EmptyState({ icon, title, text, children }: EmptyProps) {
  return (
    <div className="empty">
      {icon && (
        <span className="empty-icon">
          <Icon of={icon} size={22} />
        </span>
      )}
      <p className="empty-title">{title}</p>
      {text && <p>{text}</p>}
      {children}
    </div>
  )
}

export function Failed({ onAgain, title, text }: { onAgain: () => void; title?: string; text?: string }) {
  return (
    <div role="alert">
      <EmptyState title={title ?? strings.failed.title} text={text ?? strings.failed.text}>
        <Button onClick={onAgain}>{strings.failed.again}</Button>
      </EmptyState>
    </div>
  )
}

/** A bar of the size that words will have; the list or thread around it says that it loads. */
export const Bar = ({ width, height = 12 }: { width: number | string; height?: number }) => (
  <span className="skeleton bar" style={{ width, height }} />
)
