import type { Summary } from "@chatref/shared/inbox-wire"
import { strings } from "./strings.ts"

/** A visitor without a name goes by the end of their identifier, so that two can be told apart. */
export const visitorName = ({ visitor }: Pick<Summary, "visitor">): string =>
  visitor.name || strings.row.visitor(visitor.id.slice(-4).toUpperCase())

/** The desk's own reasons in plain words; an owner's reason as the owner wrote it. */
export const reasonWords = (reason: string | null | undefined): string | null =>
  reason ? ((strings.reasons as Record<string, string>)[reason] ?? reason) : null
