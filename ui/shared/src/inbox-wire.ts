/** What the inbox and the server say to each other; docs/wire.md is the contract, this its types. */
import type {
  Citation,
  Person,
  PieceHint,
  Problem,
  Stage,
  TypingHint,
  WatchingHint,
  WireEvent,
} from "./wire.ts"

export type ViewName = "needs_person" | "mine" | "team" | "assistant" | "snoozed" | "resolved"
export type Counts = Record<ViewName, number>
export type Outcome = "answered" | "elsewhere" | "spam" | "duplicate"

export interface Teammate extends Person {
  id: string
}

export interface Team {
  id: string
  name: string
}

export interface Me {
  teammate: Teammate & { email: string; role: string }
  workspace: { id: string; name: string }
  teammates: Teammate[]
  teams: Team[]
  rights: string[]
}

export interface SessionRow {
  id: string
  current: boolean
  created_at: string
  seen_at: string
  device: string
  address: string | null
}

export interface Owed {
  debt: string
  due_at: string | null
  since: string
  holder: string | Person | null
}

export interface Summary {
  conversation: string
  change: number
  seq: number
  stage: Stage
  epoch: number
  owner: Teammate | null
  visitor: { id: string; name: string; identified: boolean }
  site: string
  subject: string | null
  last: { who: string; text: string; at: string } | null
  reason: string | null
  why: string | null
  team: string | null
  priority: number
  tags: string[]
  owed: Owed | null
  person_owed_since: string | null
  handoff: { requested_at: string | null; queued_at: string | null; claimed_at: string | null } | null
  snoozed_until: string | null
  paused: boolean
  views: ViewName[]
  page: string | null
  language: string | null
  started_at: string
  collecting: { given: number; asked: number } | null
}

export interface Summaries {
  change: number
  summaries: Summary[]
  counts: Counts
}

export interface Detail {
  field: string
  label: string
  value: string | null
  by: string | null
  verified: boolean
}

export interface Handoff {
  id: string
  reason: string | null
  why: string | null
  rule: string | null
  summary: string | null
  tried: string[]
  sources: Citation[]
  playbook: { step: string; text: string; done: boolean }[]
  requested_at: string | null
  queued_at?: string | null
  claimed_at?: string | null
}

export interface TeamSnapshot {
  summary: Summary
  seq: number
  vseq: number
  events: WireEvent[]
  more: boolean
  details: Detail[]
  handoff: Handoff | null
  visitor: {
    name: string
    identified: boolean
    contact: string | null
    page: string | null
    language: string | null
    attributes: Record<string, unknown>
    earlier: { conversation: string; at: string; subject: string | null }[]
  }
  watching: Teammate[]
}

interface Seen {
  seen: number
  seen_colleague: number
}

/** A last message to the visitor, in the same step. */
type Words = { message?: string; text?: string }

export type TeamCommand =
  | { kind: "claim"; epoch: number }
  | { kind: "take_over"; epoch: number; from: string | null }
  | ({ kind: "reply"; message: string; text: string } & Seen)
  | { kind: "note"; message: string; text: string }
  | ({ kind: "hand_back"; word: string } & Words & Seen)
  | ({ kind: "resolve"; outcome: Outcome | null } & Words & Seen)
  | ({ kind: "release" } & Seen)
  | ({ kind: "transfer"; teammate: string } & Seen)
  | ({ kind: "transfer"; team: string } & Seen)
  | ({ kind: "snooze"; until: string } & Seen)
  | { kind: "wake" }
  | { kind: "tag"; add: string[]; remove: string[] }
  | { kind: "pause_assistant" }
  | { kind: "resume_assistant" }

export type TeamFrame =
  | ({ t: "summaries" } & Summaries)
  | { t: "events"; conversation: string; seq: number; events: WireEvent[] }
  | PieceHint
  | TypingHint
  | WatchingHint
  | { t: "beat"; change: number; seq: number | null }
  | { t: "error"; error: Problem }

export interface SiteRow {
  id: string
  key: string
  name: string
  greeting: string
  suggested: string[]
  colour: string | null
  assistant_enabled: boolean
  html: string
  seen_at: string | null
  seen_on: string | null
}

export interface RuleRow {
  name: string
  why: string
  reason: string
  team: string
  on: boolean
}

export interface Source {
  id: string
  address: string
  state: string
  found: number
  learned: number
  failed: number
  pages: { address: string; title: string; state: string }[]
  probe: { question: string; text: string; citation: Citation | null } | null
  text: string | null
}

export interface Tried {
  text: string
  answer: "answer" | "not_found" | "question" | "small_talk"
  citations: Citation[]
}
