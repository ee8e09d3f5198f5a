/**
 * What server and clients say to each other; docs/wire.md is the contract, this its types.
 * Bodies come from the served schema; events, frames and snapshots are held to what the server recorded.
 */
import type { Lesson, OpeningState, Session, SiteView, VisitorCommands } from "./served.ts"

export type { OpeningState as Opening, Session as VisitorSession, SiteView as Site }

export type Stage = "assistant" | "collecting" | "waiting" | "offered" | "assigned" | "resolved"

/** Initials and colour are their face, which a visitor's site may keep to itself. */
export interface Person {
  id?: string
  name: string
  initials?: string
  colour?: number
}

export interface Actor {
  kind: "visitor" | "assistant" | "teammate" | "desk" | "server"
  id?: string
  name?: string
  initials?: string
  colour?: number
}

/** The control state once an event has been applied, so that no client repeats the state machine. */
export interface Control {
  stage: Stage
  epoch: number
  turn: number
  rev: number
  episode: number
  owner: Person | null
  paused: boolean
}

export interface Citation {
  title: string
  address: string
  heading?: string | null
}

export type FieldKind = "text" | "number" | "email" | "phone" | "choice" | "date" | "order_number" | "file"

/** A file that the visitor gave; the detail's value is its name and size. */
export interface GivenFile {
  id: string
  type: "png" | "jpeg" | "webp" | "gif" | "pdf" | "text"
}

export interface Field {
  field: string
  label: string
  help?: string | null
  kind: FieldKind
  required: boolean
  choices?: string[] | null
  example?: string | null
  /** How a form writes the value along: 0 is a digit, a is a letter, * is either, all else is itself. */
  mask?: string | null
  value: string | null
  inferred: boolean
}

export type DeskLine = "hand_over" | "confirmation" | "joined" | "progress" | "closing" | "resolved"
export type AnswerKind = "answer" | "not_found" | "question" | "small_talk"

/** On which way it came. */
export type Route = "chat" | "inbox" | "email" | "api"

interface Common {
  /** The team's number; a visitor's events lack it. */
  seq?: number
  /** The visitor's number; null for what only the team may see. */
  vseq: number | null
  at: string
  actor: Actor
  after: Control
}

export type Started = Common & { kind: "started"; page?: string | null; language?: string | null }
export type VisitorWrote = Common & {
  kind: "visitor_wrote"
  message: string
  text: string
  page?: string | null
  route?: Route
  command?: string
}
export type AssistantAnswered = Common & {
  kind: "assistant_answered"
  message: string
  text: string
  answer: AnswerKind
  citations: Citation[]
  turn: number
  rev: number
}
export type TeammateReplied = Common & {
  kind: "teammate_replied"
  message: string
  text: string
  command?: string
}
export type DeskSaid = Common & { kind: "desk_said"; message: string; text: string; line: DeskLine }
export type NoteWritten = Common & { kind: "note_written"; message: string; text: string; command?: string }
export type DetailsAsked = Common & { kind: "details_asked"; action: string; fields: Field[] }
export type DetailGiven = Common & {
  kind: "detail_given"
  field: string
  value: string
  by: string
  verified: boolean
  /** For the team: it opens what the visitor sent. */
  file?: GivenFile | null
}
export type CollectingEnded = Common & {
  kind: "collecting_ended"
  reason: "complete" | "person_asked" | "silence" | "claimed" | "skipped"
  missing: string[]
}
export type HandoffOpened = Common & {
  kind: "handoff_opened"
  handoff?: string
  reason?: string
  why?: string
  rule?: string | null
  team?: string | null
  /** The team that was named, where nobody could take it; empty where there is none such. */
  instead_of?: string | null
  priority?: string | number | null
  playbook?: { id: string; part: "acknowledge" | "work" | "close"; text: string; confirm: boolean }[]
}
export type Resolved = Common & { kind: "resolved"; outcome: string | null; by_clock?: boolean }
export type Reopened = Common & { kind: "reopened"; episode: number }
export type ContactLeft = Common & { kind: "contact_left"; address: string }
export type Rated = Common & { kind: "rated"; score: number; comment: string | null }
export type HandoffEnded = Common & { kind: "handoff_ended"; handoff: string; outcome: string }
export type StepTicked = Common & { kind: "step_ticked"; handoff: string; step: string; done: boolean }
export type Reviewed = Common & { kind: "reviewed"; handoff: string; lesson: Lesson; note: string }
export type AnswerUndelivered = Common & {
  kind: "answer_undelivered"
  answers: number[]
  address: string
  why: string
  owed: boolean
}
export type AnswerSentAgain = Common & { kind: "answer_sent_again"; answers: number[] }
export type Erased = Common & { kind: "erased" }

/** Bare control for the visitor; for the team with who and why. */
export type ControlKind =
  | "queued"
  | "claimed"
  | "released"
  | "transferred"
  | "handed_back"
  | "withdrawn"
  | "turn_given_up"
  | "assistant_paused"
  | "assistant_resumed"
/** Only ever on a teammate's wire. */
export type TeamKind =
  | "person_asked"
  | "escalation_noted"
  | "answer_lost"
  | "offered"
  | "offer_ended"
  | "snoozed"
  | "woken"
  | "tagged"
  | "lead_noted"
  | "handoff_summed"
  | "priority_raised"
  | "business_event_received"
  | "verdict_reached"
  | "rung_passed"
  | "reminded"
  | "desk_closed"
  | "desk_opened"
  | "owner_alerted"
  | "policy_applied"
  | "noted"
export type Changed = Common & { kind: ControlKind | TeamKind } & Record<string, unknown>

export type WireEvent =
  | Started
  | VisitorWrote
  | AssistantAnswered
  | TeammateReplied
  | DeskSaid
  | NoteWritten
  | DetailsAsked
  | DetailGiven
  | CollectingEnded
  | HandoffOpened
  | Resolved
  | Reopened
  | ContactLeft
  | Rated
  | HandoffEnded
  | StepTicked
  | Reviewed
  | AnswerUndelivered
  | AnswerSentAgain
  | Erased
  | Changed

export interface Form {
  action: string
  fields: Field[]
}

export interface Waiting {
  place: number
  /** In seconds: how long it usually takes about this time of day, where that can be said. */
  expected: number | null
}

export interface VisitorHead extends Control {
  form: Form | null
  waiting: Waiting | null
  contact: string | null
}

export interface VisitorSnapshot {
  conversation: string
  vseq: number
  head: VisitorHead
  events: WireEvent[]
  more: boolean
}

export interface PieceHint {
  t: "hint"
  conversation: string
  kind: "piece"
  epoch: number
  turn: number
  rev: number
  text: string
}
export interface TypingHint {
  t: "hint"
  conversation: string
  kind: "typing"
  /** A teammate without a name is one whom the visitor's site introduces as the team. */
  who: Person | "teammate" | "assistant" | "visitor"
}
export interface WaitingHint extends Waiting {
  t: "hint"
  conversation: string
  kind: "waiting"
}
/** Up to where the visitor has had the thread before their eyes. */
export interface SeenHint {
  t: "hint"
  conversation: string
  kind: "seen"
  vseq: number
  at: string
}
/** What is mailed of a thread has moved on. */
export interface MailHint {
  t: "hint"
  conversation: string
  kind: "mail"
}
export interface WatchingHint {
  t: "hint"
  conversation: string
  kind: "watching"
  who: Person[]
}

/** A problem document as in RFC 9457; `detail` is for people, and texts by field where the input was bad. */
export interface Problem {
  status: number
  code: string
  detail: string
  fields?: Record<string, string>
  retry_after?: number
}

export type VisitorFrame =
  | { t: "events"; conversation: string; vseq: number; events: WireEvent[] }
  | PieceHint
  | TypingHint
  | WaitingHint
  | { t: "beat"; vseq: number | null }
  | { t: "error"; error: Problem }

/** A command without its id, which the outbox gives it. */
export type Unsent<Command> = Command extends unknown ? Omit<Command, "command"> : never
export type VisitorCommand = Unsent<VisitorCommands>
