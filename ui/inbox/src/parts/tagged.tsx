import type { ViewName } from "@chatref/shared/inbox-wire"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"
import { strings } from "../strings.ts"

type Props = { tag: string; view: ViewName; chip?: boolean }

/** A tag; one click away are all conversations that have it. */
export function Tagged({ tag, view, chip = false }: Props) {
  const to: Route = { page: "inbox", view, conversation: null, tag }
  return (
    <a
      className={chip ? "tag tagged" : "tagged"}
      href={pathOf(to)}
      title={strings.only.all(tag)}
      onClick={event => stay(event, to)}
    >
      {tag}
    </a>
  )
}
