import type { Summary } from "@chatref/shared/inbox-wire"
import { strings } from "./strings.ts"

/** A visitor without a name goes by the end of their identifier, so that two can be told apart. */
export const visitorName = ({ visitor }: Pick<Summary, "visitor">): string =>
  visitor.name || strings.row.visitor(visitor.id.slice(-4).toUpperCase())

/** The desk's own reasons in plain words. */
export const reasons: Readonly<Record<string, string>> = {
  person_asked: "Asked for a person",
  button: "Asked for a person",
  request: "Asked for a person",
  promise: "The assistant promised a person",
  topic: "A person decides this",
  failed: "The assistant failed",
  assistant_failed: "The assistant failed",
  no_assistant: "No assistant is on",
  mail: "Came by mail",
  takeover: "Taken over",
  reopened: "Came back",
  undelivered: "An answer did not arrive",
}

/** An owner's reason is as the owner wrote it. */
export const reasonWords = (reason: string | null | undefined): string | null =>
  reason ? (reasons[reason] ?? reason) : null
