import type { Summary, ViewName } from "@chatref/shared/inbox-wire"

/** A view as far as it was read. `left` keeps what is no longer in it, so that an older summary can't bring it back. */
export type Listed = {
  view: ViewName
  /** Only conversations with this tag, if it is of one. */
  tag: string | null
  /** The workspace's number up to which it was read. */
  change: number
  summaries: Summary[]
  left: Record<string, Summary>
  more: boolean
}

/** Corrects a read list by summaries from the socket; one applies only if its change number is higher. */
export const corrected = (list: Listed, incoming: readonly Summary[]): Listed => {
  const byId = new Map(list.summaries.map(summary => [summary.conversation, summary]))
  const left = { ...list.left }
  let touched = false
  for (const summary of incoming) {
    const known = byId.get(summary.conversation) ?? left[summary.conversation]
    if (known && known.change >= summary.change) continue
    touched = place(summary, list, byId, left) || touched
  }
  return touched ? { ...list, summaries: sorted([...byId.values()], list.view), left } : list
}

const place = (
  summary: Summary,
  { view, tag }: Listed,
  byId: Map<string, Summary>,
  left: Record<string, Summary>,
) => {
  const belongs = summary.views.includes(view) && (tag === null || summary.tags.includes(tag))
  const was = byId.delete(summary.conversation) || summary.conversation in left
  delete left[summary.conversation]
  if (belongs) byId.set(summary.conversation, summary)
  else left[summary.conversation] = summary
  return belongs || was
}

const time = (at: string | null | undefined, missing: number): number => (at ? Date.parse(at) : missing)
const latest = (one: Summary, other: Summary) => time(other.last?.at, 0) - time(one.last?.at, 0)
const waits = (summary: Summary) =>
  time(summary.person_owed_since ?? summary.handoff?.queued_at ?? summary.handoff?.requested_at, Infinity)
const dueFirst = (one: Summary, other: Summary) =>
  difference(time(one.owed?.due_at, Infinity), time(other.owed?.due_at, Infinity)) || latest(one, other)
const difference = (one: number, other: number) => (one === other ? 0 : one < other ? -1 : 1)

const orders: Record<ViewName, (one: Summary, other: Summary) => number> = {
  needs_person: (one, other) => other.priority - one.priority || difference(waits(one), waits(other)),
  mine: dueFirst,
  team: dueFirst,
  assistant: latest,
  snoozed: (one, other) => difference(time(one.snoozed_until, Infinity), time(other.snoozed_until, Infinity)),
  resolved: latest,
}

export const sorted = (summaries: Summary[], view: ViewName): Summary[] =>
  summaries.sort((one, other) => orders[view](one, other) || (one.conversation < other.conversation ? -1 : 1))

/** One line of the list as drawn: `gone` if it left the view while the pointer kept the list still. */
export type Line = { summary: Summary; gone: boolean }

/** The lines in order; under the pointer (`held`, the order it found) nothing moves: changes wait below or fade. */
export const arranged = (list: Listed, held: readonly string[] | null): Line[] => {
  if (!held) return list.summaries.map(summary => ({ summary, gone: false }))
  const byId = new Map(list.summaries.map(summary => [summary.conversation, summary]))
  const kept = held.flatMap(id => lineOf(byId.get(id), list.left[id]))
  const known = new Set(held)
  const fresh = list.summaries.filter(summary => !known.has(summary.conversation))
  return [...kept, ...fresh.map(summary => ({ summary, gone: false }))]
}

const lineOf = (here: Summary | undefined, left: Summary | undefined): Line[] =>
  here ? [{ summary: here, gone: false }] : left ? [{ summary: left, gone: true }] : []

/** How many lines would move if the list were let go. */
export const waitingMoves = (list: Listed, lines: readonly Line[]): number =>
  lines.filter(
    (line, index) => line.gone || list.summaries[index]?.conversation !== line.summary.conversation,
  ).length
