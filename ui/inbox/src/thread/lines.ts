import type { Changed, WireEvent } from "@chatref/shared/wire"
import { strings } from "../strings.ts"
import { dayAndClock } from "../times.ts"
import { reasonWords } from "../words.ts"

/** What plain words need to know: this teammate, and the names behind identifiers. */
export type Names = {
  me: string
  people: Record<string, string>
  teams: Record<string, string>
  fields: Record<string, string>
}

const line = strings.line

export const named = (list: readonly { id: string; name: string }[]): Record<string, string> =>
  Object.fromEntries(list.map(({ id, name }) => [id, name]))

/** A change in plain words, or null for what needs no line (it shows elsewhere, or only a machine cares). */
export const wordsOf = (event: WireEvent, names: Names): string | null => {
  const told = wordsOfKind[event.kind]
  return told ? told(event as never, names) : null
}

type Of<Kind> = Kind extends Changed["kind"] ? Changed : Extract<WireEvent, { kind: Kind }>
type Telling = { [Kind in WireEvent["kind"]]?: (event: Of<Kind>, names: Names) => string | null }

const wordsOfKind: Telling = {
  started: () => line.started,
  person_asked: () => line.personAsked,
  details_asked: () => line.detailsAsked,
  detail_given: (event, names) => line.detail(names.fields[event.field] ?? event.field, event.value),
  collecting_ended: event => line.collectingEnded[event.reason] ?? null,
  handoff_opened: (event, names) => {
    const told = handedOver(event.reason)
    const elsewhere = insteadOf(event.instead_of, event.team, names.teams)
    return told && elsewhere ? `${told}. ${elsewhere}` : told
  },
  queued: (event, names) => insteadOf(event.instead_of, event.team, names.teams),
  claimed: (event, names) => line.claimed(ownerOf(event, names), nameOf(event.taken_from, names)),
  released: (event, names) => line.released(whoOf(event, names)),
  transferred: (event, names) => line.transferred(whoOf(event, names), targetOf(event, names)),
  handed_back: (event, names) => line.handedBack(whoOf(event, names)),
  withdrawn: () => line.withdrawn,
  resolved: (event, names) => {
    if (event.by_clock) return line.resolvedByClock
    if (event.actor.kind === "teammate") return line.resolvedBy(whoOf(event, names))
    return event.actor.kind === "server" ? line.resolvedElsewhere : line.resolvedAlone
  },
  reopened: () => line.reopened,
  turn_given_up: () => line.turnGivenUp,
  answer_lost: () => line.answerLost,
  assistant_paused: () => line.paused,
  assistant_resumed: () => line.resumed,
  contact_left: event => line.contactLeft(event.address),
  answer_undelivered: ({ address }) => line.undelivered(address),
  answer_sent_again: (event, names) => line.sentAgain(whoOf(event, names)),
  rated: event => line.rated(event.score) + (event.comment ? `: “${event.comment}”` : ""),
  erased: () => line.erased,
  snoozed: event => line.snoozed(typeof event.until === "string" ? dayAndClock(event.until, Date.now()) : ""),
  woken: () => line.woken,
  offered: (event, names) => line.offered(nameOf(event.teammate, names)),
  rung_passed: () => line.rung,
  reminded: (event, names) => line.reminded(nameOf(event.teammate, names)),
  desk_closed: () => line.deskClosed,
  desk_opened: () => line.deskOpened,
  escalation_noted: () => line.escalationNoted,
  owner_alerted: () => line.ownerAlerted,
  lead_noted: event => line.lead(String(event.action ?? "")),
  business_event_received: event => line.event(String(event.name ?? "")),
}

/** A takeover has a line of its own. */
const handedOver = (reason: string | undefined): string | null =>
  reason && reason !== "takeover" ? line.handoff(reasonWords(reason) ?? "") : null

/** Why the default team has it, where it was meant for another. */
export const insteadOf = (meant: unknown, has: unknown, teams: Names["teams"]): string | null =>
  typeof meant === "string" ? line.insteadOf(teams[meant], teams[String(has)]) : null

/** Who did it: oneself as “You”, a teammate by name. */
const whoOf = (event: WireEvent, names: Names): string => {
  const { actor } = event
  if (actor.id && actor.id === names.me) return strings.row.you
  return (
    actor.name ??
    (actor.id ? names.people[actor.id] : undefined) ??
    event.after.owner?.name ??
    strings.row.desk
  )
}

/** Whoever took over owns it afterwards, also where the desk followed up on it in their name. */
const ownerOf = (event: WireEvent, names: Names): string =>
  event.after.owner?.id === names.me ? strings.row.you : whoOf(event, names)

const nameOf = (id: unknown, names: Names): string => {
  if (typeof id !== "string") return ""
  return id === names.me ? strings.row.youObject : (names.people[id] ?? "")
}

const targetOf = (event: Changed, names: Names): string => {
  return nameOf(event.teammate, names) || (names.teams[String(event.team ?? "")] ?? "")
}
