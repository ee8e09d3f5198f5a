/** What the inbox and the server say to each other; docs/wire.md is the contract, this its types. */
import type {
  FaceView,
  InboxCommands,
  Lesson,
  Me,
  Named,
  Resolving,
  RuleView,
  SessionRow,
  SiteRow,
  SourceRow,
  Tried,
  View,
} from "./served.ts"
import type {
  Citation,
  GivenFile,
  MailHint,
  Person,
  PieceHint,
  Problem,
  SeenHint,
  Stage,
  TypingHint,
  Unsent,
  WatchingHint,
  WireEvent,
} from "./wire.ts"

export type {
  FaceView as Teammate,
  Lesson,
  Me,
  Named as Team,
  RuleView,
  SessionRow,
  SiteRow,
  SourceRow as Source,
  Tried,
  View as ViewName,
}

/** Where a step stands in its playbook. */
export type Part = "acknowledge" | "work" | "close"
export type Counts = Record<View, number>
export type Outcome = NonNullable<Resolving["outcome"]>
export type TeamCommand = Unsent<InboxCommands>

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
  owner: FaceView | null
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
  views: View[]
  page: string | null
  language: string | null
  started_at: string
  collecting: { given: number; asked: number } | null
  /** Whom the case rings at, by id, and until when. */
  offer: { teammate: string; due_at: string } | null
  /** Who is to hear that this visitor waits, by id, and when it last moved. */
  alert: { at: string; teammate: string | null; teams: string[]; lead: boolean } | null
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
  /** What the visitor is asked to confirm, until they do. */
  offered?: string | null
  by: string | null
  verified: boolean
  /** What it was before the visitor corrected it. */
  was?: string | null
  /** Given in an earlier episode, and not again since. */
  earlier?: boolean
  file?: GivenFile | null
}

/** A step of a playbook. `confirm`: the visitor must have been told before the case is closed as answered. */
export interface Step {
  id: string
  part: Part
  text: string
  confirm: boolean
  done: boolean
  /** Who ticked it, by id. */
  by: string | null
  at: string | null
}

/** The open handoff, or the last that ended: then `outcome` says how. */
export interface Handoff {
  id: string
  reason: string | null
  why: string | null
  rule: string | null
  /** The team in whose place the default team has it; empty where it is not there. */
  instead_of: string | null
  summary: string | null
  /** The summary is the assistant's own words. */
  summed: boolean
  tried: string[]
  sources: Citation[]
  playbook: Step[]
  lesson: Lesson | null
  outcome: string | null
  ended_at: string | null
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
    blocked: boolean
    contact: string | null
    page: string | null
    language: string | null
    /** In words; empty where nothing is known of it. */
    device: string
    attributes: Record<string, unknown>
    /** Names of those that only the page says. */
    claimed: string[]
    earlier: { conversation: string; at: string; subject: string | null }[]
  }
  watching: FaceView[]
}

export type TeamFrame =
  | ({ t: "summaries" } & Summaries)
  | { t: "anew"; change: number }
  | { t: "events"; conversation: string; seq: number; events: WireEvent[] }
  | PieceHint
  | TypingHint
  | WatchingHint
  | SeenHint
  | MailHint
  | { t: "mail" }
  | { t: "beat"; change: number; seq: number | null }
  | { t: "error"; error: Problem }
