/**
 * One pure reducer for both audiences: apply(view, event) is the view after it.
 * apply(open(snapshot), events) equals open(a later snapshot).
 */
import type {
  Actor,
  AnswerKind,
  Citation,
  Control,
  DeskLine,
  DeskSaid,
  Form,
  Person,
  PieceHint,
  TypingHint,
  VisitorSnapshot,
  Waiting,
  WireEvent,
} from "./wire.ts"

export type Audience = "visitor" | "team"

export interface Message {
  type: "message"
  number: number
  /** The visitor's number; null for what only the team sees. */
  vseq: number | null
  at: string
  id: string
  from: Actor
  text: string
  /** A note is for teammates only. */
  note: boolean
  line: DeskLine | null
  /** Who owned the conversation when it was said: the face on "joined". */
  owner: Person | null
  answer: AnswerKind | null
  citations: Citation[]
  /** A visitor's that came by mail. */
  byMail: boolean
}

/** Something that is no message; the screen decides whether and how it says so. */
export interface Change {
  type: "change"
  number: number
  at: string
  event: WireEvent
}

export type Item = Message | Change

export interface Piece {
  epoch: number
  turn: number
  rev: number
  text: string
}

export interface Typing {
  who: Person | "teammate" | "assistant" | "visitor"
  at: number
}

export interface View {
  audience: Audience
  conversation: string | null
  /** The last event seen, in this audience's own numbering. */
  number: number
  head: Control | null
  items: Item[]
  more: boolean
  form: Form | null
  waiting: Waiting | null
  contact: string | null
  rating: { score: number; comment: string | null } | null
  piece: Piece | null
  /** The turn whose answer has come or was given up: what is still heard of it is an echo. */
  settled: { epoch: number; turn: number } | null
  typing: Typing | null
  gone: boolean
}

export function empty(audience: Audience, conversation: string | null = null): View {
  return {
    audience,
    conversation,
    number: 0,
    head: null,
    items: [],
    more: false,
    form: null,
    waiting: null,
    contact: null,
    rating: null,
    piece: null,
    settled: null,
    typing: null,
    gone: false,
  }
}

/** A visitor's snapshot as a view. */
export function open(snapshot: VisitorSnapshot): View {
  const { form, waiting, contact, ...head } = snapshot.head
  const first = snapshot.events[0]
  const before = {
    ...empty("visitor", snapshot.conversation),
    number: first ? numberOf(first, "visitor") - 1 : 0,
  }
  const view = snapshot.events.reduce(apply, before)
  return { ...view, number: snapshot.vseq, head, form, waiting, contact, more: snapshot.more }
}

/** A page of the past in front of what is already shown. */
export function prepend(view: View, events: WireEvent[], more: boolean): View {
  const known = view.items[0]?.number ?? view.number + 1
  const older = events.filter(event => numberOf(event, view.audience) < known)
  return { ...view, items: [...older.flatMap(event => itemOf(event, view.audience)), ...view.items], more }
}

export type Order = "seen" | "next" | "gap"

/** Whether the event is the one that comes next; a gap is for the stream to fill, never for the reducer to guess. */
export function order(view: View, event: WireEvent): Order {
  const number = numberOf(event, view.audience)
  if (number <= view.number) return "seen"
  return number === view.number + 1 ? "next" : "gap"
}

export function apply(view: View, event: WireEvent): View {
  if (order(view, event) !== "next") return view
  const number = numberOf(event, view.audience)
  const items = itemOf(event, view.audience)
  const next = {
    ...view,
    number,
    head: event.after,
    items: items.length ? [...view.items, ...items] : view.items,
  }
  return quieten(fold(next, event), event)
}

export function applyAll(view: View, events: WireEvent[]): View {
  return events.reduce(apply, view)
}

/** Part of an answer that is being written: the whole text so far. */
export function hear(view: View, hint: PieceHint): View {
  if (hint.conversation !== view.conversation || isOver(view, hint)) return view
  if (view.piece && isOlder(hint, view.piece)) return view
  const { epoch, turn, rev, text } = hint
  return { ...view, piece: { epoch, turn, rev, text }, typing: null }
}

export function notice(view: View, hint: TypingHint, now: number): View {
  return hint.conversation === view.conversation ? { ...view, typing: { who: hint.who, at: now } } : view
}

const TYPING_LASTS = 6_000

/** Forgets who typed when they have stopped saying so. */
export function settle(view: View, now: number): View {
  return view.typing && now - view.typing.at >= TYPING_LASTS ? { ...view, typing: null } : view
}

export function wait(view: View, waiting: Waiting): View {
  return isQueued(view.head) ? { ...view, waiting } : view
}

/** Whether the assistant owes an answer that has not begun to appear. */
export function isAwaited(view: View): boolean {
  const { head } = view
  if (head?.stage !== "assistant" || head.paused || view.piece) return false
  const last = view.items.findLast(item => item.type === "message")
  return last?.type === "message" && last.from.kind === "visitor"
}

export function numberOf(event: WireEvent, audience: Audience): number {
  const number = audience === "visitor" ? event.vseq : event.seq
  return number ?? 0
}

function fold(view: View, event: WireEvent): View {
  switch (event.kind) {
    case "details_asked":
      return { ...view, form: { action: event.action, fields: event.fields } }
    case "detail_given":
      return {
        ...view,
        form: fill(view.form, event.field, event.value),
        contact: view.contact ?? (ADDRESS.test(event.value) ? event.value : null),
      }
    case "collecting_ended":
      return { ...view, form: null }
    case "contact_left":
      return { ...view, contact: event.address }
    case "rated":
      return { ...view, rating: { score: event.score, comment: event.comment } }
    case "reopened":
      return { ...view, rating: null }
    case "assistant_answered":
      return { ...view, settled: { epoch: event.after.epoch, turn: event.turn } }
    case "turn_given_up":
      return { ...view, settled: { epoch: event.after.epoch, turn: event.after.turn } }
    case "erased":
      return {
        ...empty(view.audience, view.conversation),
        number: view.number,
        head: event.after,
        gone: true,
      }
    default:
      return view
  }
}

/** Takes away what the event has made untrue: an unfinished answer, a form, a place in the queue, somebody typing. */
function quieten(view: View, event: WireEvent): View {
  const { head } = view
  return {
    ...view,
    piece: view.piece && isOver(view, view.piece) ? null : view.piece,
    form: head?.stage === "collecting" ? view.form : null,
    waiting: isQueued(head) ? view.waiting : null,
    typing: hasSpoken(event) ? null : view.typing,
  }
}

/** A detail that is one reaches them as what they left would. */
const ADDRESS = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

function fill(form: Form | null, field: string, value: string): Form | null {
  if (!form) return null
  const fields = form.fields.map(each => (each.field === field ? { ...each, value } : each))
  return { ...form, fields }
}

/** Whether a piece can no longer become an answer, as far as this view knows. */
function isOver(view: View, piece: Omit<Piece, "text">): boolean {
  const { head, settled } = view
  if (head && (!maySpeak(head) || isOlder(piece, head))) return true
  return settled !== null && !isLaterTurn(piece, settled)
}

function isOlder(piece: Omit<Piece, "text">, than: Omit<Piece, "text">): boolean {
  if (piece.epoch !== than.epoch) return piece.epoch < than.epoch
  if (piece.turn !== than.turn) return piece.turn < than.turn
  return piece.rev < than.rev
}

function isLaterTurn(piece: Omit<Piece, "text">, settled: { epoch: number; turn: number }): boolean {
  return piece.epoch > settled.epoch || piece.turn > settled.turn
}

function maySpeak(head: Control): boolean {
  return !head.paused && head.stage !== "assigned" && head.stage !== "resolved"
}

export function isQueued(head: Control | null): boolean {
  return head?.stage === "waiting" || head?.stage === "offered"
}

function hasSpoken(event: WireEvent): boolean {
  return "message" in event && "text" in event
}

function itemOf(event: WireEvent, audience: Audience): Item[] {
  const number = numberOf(event, audience)
  switch (event.kind) {
    case "visitor_wrote":
    case "teammate_replied":
      return [messageOf(event, number)]
    case "note_written":
      return [{ ...messageOf(event, number), note: true }]
    case "desk_said":
      return [{ ...messageOf(event, number), line: lineOf(event), owner: event.after.owner }]
    case "assistant_answered":
      return [{ ...messageOf(event, number), answer: event.answer, citations: event.citations }]
    default:
      return [{ type: "change", number, at: event.at, event }]
  }
}

/** Of a takeover and a reopening who joined is the hand-over line. */
const lineOf = ({ line, after }: DeskSaid): DeskLine =>
  line === "hand_over" && after.stage === "assigned" ? "joined" : line

type Spoken = Extract<WireEvent, { message: string; text: string }>

function messageOf(event: Spoken, number: number): Message {
  const { at, message, text, actor, vseq } = event
  return {
    type: "message",
    number,
    vseq,
    at,
    id: message,
    from: actor,
    text,
    note: false,
    line: null,
    owner: null,
    answer: null,
    citations: [],
    byMail: event.kind === "visitor_wrote" && event.route === "email",
  }
}
