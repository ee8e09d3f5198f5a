import type { ReactNode } from "react"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"

/** A place of the inbox, in a line of text. */
export const To = ({ to, children }: { to: Route; children: ReactNode }) => (
  <a href={pathOf(to)} onClick={event => stay(event, to)}>
    {children}
  </a>
)
