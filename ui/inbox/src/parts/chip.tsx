import type { ReactNode } from "react"

export function Chip({ children, tone }: { children: ReactNode; tone?: "soon" | "late" | "accent" }) {
  return (
    <span className="tag" data-tone={tone}>
      {children}
    </span>
  )
}
