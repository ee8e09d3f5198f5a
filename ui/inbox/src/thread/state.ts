import type { Detail, Handoff, Step, Summary, Teammate, TeamSnapshot } from "@chatref/shared/inbox-wire"
import { apply, empty, order, prepend, type View } from "@chatref/shared/reducer"
import type { HandoffEnded, Person, Reviewed, StepTicked, WireEvent } from "@chatref/shared/wire"

/** An open thread: the shared view of its events, and what stands beside them. */
export type Thread = Omit<TeamSnapshot, "events" | "seq" | "vseq" | "more"> & { view: View }

export const openThread = (snapshot: TeamSnapshot): Thread => {
  const { events, seq, vseq, more, ...beside } = snapshot
  const first = events[0]?.seq ?? seq + 1
  const start = { ...empty("team", snapshot.summary.conversation), number: first - 1 }
  const view = events.reduce(apply, start)
  const details = events.reduce(askedFor, beside.details)
  return { ...beside, details, view: { ...view, number: Math.max(seq, view.number), more } }
}

/** A newer read of a thread that is open: takes what is beside the events, and never forgets a page or an event. */
export const refreshed = (thread: Thread | undefined, snapshot: TeamSnapshot): Thread => {
  const fresh = openThread(snapshot)
  if (!thread) return fresh
  if (thread.view.number > snapshot.seq)
    return { ...thread, visitor: fresh.visitor, handoff: caughtUp(thread.handoff, fresh.handoff) }
  const first = fresh.view.items[0]?.number ?? Infinity
  const older = thread.view.items.filter(item => item.number < first)
  const joins = older.length > 0 && thread.view.number >= first - 1
  if (!joins) return fresh
  const view = {
    ...fresh.view,
    items: [...older, ...fresh.view.items],
    more: thread.view.more,
    piece: thread.view.piece,
  }
  return { ...fresh, view }
}

/** What an older read says beside the events of a handoff that went on meanwhile. */
const caughtUp = (now: Handoff | null, read: Handoff | null): Handoff | null => {
  if (!now || read?.id !== now.id) return now ?? read
  const { playbook, lesson, outcome, ended_at } = now
  return { ...read, playbook, lesson, outcome, ended_at }
}

export const withEarlier = (thread: Thread, events: WireEvent[], more: boolean): Thread => ({
  ...thread,
  view: prepend(thread.view, events, more),
})

type Advance = { thread: Thread; gap: boolean; stale: boolean }

/** Events from the socket: applied in order; `gap` asks for what is missing, `stale` for what stands beside. */
export const advance = (thread: Thread, events: readonly WireEvent[]): Advance => {
  let next = thread
  let stale = false
  for (const event of events) {
    const place = order(next.view, event)
    if (place === "gap") return { thread: next, gap: true, stale }
    if (place === "seen") continue
    next = beside({ ...next, view: apply(next.view, event) }, event)
    stale ||= asksForCard.has(event.kind)
  }
  return { thread: next, gap: false, stale }
}

/** After these the card says more than the event itself. */
const asksForCard = new Set<WireEvent["kind"]>([
  "handoff_opened",
  "collecting_ended",
  "queued",
  "claimed",
  "details_asked",
  "contact_left",
  "reopened",
  "handoff_summed",
])

const beside = (thread: Thread, event: WireEvent): Thread => {
  const summary = controlled(thread.summary, event)
  switch (event.kind) {
    case "details_asked":
      return { ...thread, summary, details: askedFor(thread.details, event) }
    case "detail_given":
      return { ...thread, summary, details: given(thread.details, event) }
    case "handoff_opened":
      return { ...thread, summary, handoff: opened(event) }
    case "step_ticked":
    case "reviewed":
    case "handoff_ended":
      return { ...thread, summary, handoff: thread.handoff && wentOn(thread.handoff, event) }
    case "erased":
      return { ...thread, summary, handoff: null }
    case "reopened":
      return { ...thread, summary, details: thread.details.map(fromEarlier) }
    case "contact_left":
      return { ...thread, summary, visitor: { ...thread.visitor, contact: event.address } }
    default:
      return { ...thread, summary }
  }
}

const controlled = (summary: Summary, event: WireEvent): Summary => {
  const { stage, epoch, paused, owner } = event.after
  return { ...summary, stage, epoch, paused, owner: owner && faceOf(owner) }
}

/** To the team everybody is known with id and face. */
export const faceOf = ({ id, name, initials = "", colour = 0 }: Person): Teammate => ({
  id: id ?? name,
  name,
  initials,
  colour,
})

/** A detail that was asked for stands in the card, empty, until it is given. */
const askedFor = (details: Detail[], event: WireEvent): Detail[] => {
  if (event.kind !== "details_asked") return details
  const known = new Set(details.map(({ field }) => field))
  const missing = event.fields.filter(({ field }) => !known.has(field))
  return [
    ...details,
    ...missing.map(({ field, label, value: offered = null }) => ({
      field,
      label,
      value: null,
      offered,
      by: null,
      verified: false,
    })),
  ]
}

const fromEarlier = (detail: Detail): Detail =>
  detail.value === null ? detail : { ...detail, was: null, earlier: true }

const given = (details: Detail[], event: Extract<WireEvent, { kind: "detail_given" }>): Detail[] => {
  const { field, value, by, verified, file = null } = event
  const known = details.find(detail => detail.field === field)
  const before = known?.earlier ? null : known
  const was = before?.value && before.value !== value ? before.value : (before?.was ?? null)
  const now = { field, value, by, verified, file, was, earlier: false, label: known?.label ?? field }
  return known ? details.map(detail => (detail === known ? now : detail)) : [...details, now]
}

const opened = (event: Extract<WireEvent, { kind: "handoff_opened" }>): Handoff => ({
  id: event.handoff ?? "",
  reason: event.reason ?? null,
  why: event.why ?? null,
  rule: event.rule ?? null,
  instead_of: event.instead_of ?? null,
  summary: null,
  summed: false,
  tried: [],
  sources: [],
  playbook: (event.playbook ?? []).map(step => ({ ...step, done: false, by: null, at: null })),
  lesson: null,
  outcome: null,
  ended_at: null,
  requested_at: event.at,
})

/** Its steps, its lesson and its end, as they are told. */
const wentOn = (handoff: Handoff, event: StepTicked | Reviewed | HandoffEnded): Handoff => {
  if (event.handoff !== handoff.id) return handoff
  switch (event.kind) {
    case "step_ticked":
      return { ...handoff, playbook: handoff.playbook.map(step => ticked(step, event)) }
    case "reviewed":
      return { ...handoff, lesson: event.lesson }
    case "handoff_ended":
      return { ...handoff, outcome: event.outcome, ended_at: event.at }
  }
}

const ticked = (step: Step, { step: id, done, actor, at }: StepTicked): Step => {
  if (step.id !== id) return step
  return { ...step, done, by: done ? (actor.id ?? null) : null, at: done ? at : null }
}

/** Up to where the thread was seen here: what a command that answers, ends or passes on a debt has to carry. */
export const lastSeen = ({ number }: View): { seen: number; seen_colleague: number } => ({
  seen: number,
  seen_colleague: number,
})
