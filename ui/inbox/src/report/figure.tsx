import type { ReactNode } from "react"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"
import type { Asked, Opened } from "./asked.ts"

type Props = {
  asked: Asked
  figure: string
  /** The row or day that it belongs to; without it the number is the whole report's. */
  of?: Opened["of"]
  count: number
  /** What is counted, for who does not see where it stands. */
  words: string
  children?: ReactNode
}

export const opening = (asked: Asked, figure: string, of: Opened["of"] = null): Route => ({
  page: "report",
  asked: { ...asked, opened: { figure, of } },
})

/** A number that opens its conversations; where there are none it is a number alone. */
export function Figure({ asked, figure, of = null, count, words, children }: Props) {
  const shown = children ?? count
  if (!count) return <span className="figure figures">{shown}</span>
  const to = opening(asked, figure, of)
  return (
    <a className="figure figures" href={pathOf(to)} onClick={event => stay(event, to)}>
      {shown}
      <span className="visually-hidden"> {words}</span>
    </a>
  )
}
