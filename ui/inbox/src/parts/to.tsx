import type { ComponentProps } from "react"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"

/** A place of the inbox, in a line of text. */
export const To = ({ to, ...rest }: ComponentProps<"a"> & { to: Route }) => (
  <a {...rest} href={pathOf(to)} onClick={event => stay(event, to)} />
)
