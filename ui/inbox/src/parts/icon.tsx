import type { IconNode } from "@chatref/shared/icons"
import { createElement } from "react"

/** Draws one icon of the set; silent for screen readers, because the control around it has the name. */
export function Icon({ of, size }: { of: IconNode; size?: number }) {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      style={size ? { fontSize: size } : undefined}
    >
      {of.map(([tag, attributes]) => createElement(tag, { ...attributes, key: JSON.stringify(attributes) }))}
    </svg>
  )
}
