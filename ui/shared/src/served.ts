/** The bodies of the HTTP API, made from the served schema by tests/ui/served.py. Don't edit. */

export interface AskingPerson {
  command: string
  kind: "ask_person"
  page?: string | null
}

export interface AssistantSwitched {
  enabled: boolean
}

export interface Checked {
  found: boolean
  text: string
}

export interface CitationView {
  title: string
  address: string
  heading?: string
}

export interface Claiming {
  command: string
  kind: "claim"
  epoch: number
}

export interface Declining {
  command: string
  kind: "decline"
}

export interface Done {
  next: "/settings/start" | "/sign-in"
}

export interface EventReported {
  conversation: string
  name: string
  facts?: Record<string, string>
  id?: string | null
}

export interface FaceView {
  id: string
  name: string
  initials: string
  colour: number
}

export interface GivingDetails {
  command: string
  kind: "give_details"
  values: Record<string, string>
}

export interface HandingBack {
  command: string
  seen: number
  seen_colleague: number
  kind: "hand_back"
  word?: string
  message?: string | null
  text?: string | null
}

export interface LeavingContact {
  command: string
  kind: "leave_contact"
  address: string
}

export type LinkFor = "first_owner" | "password"

export interface LinkIs {
  asks_for: LinkFor
}

export interface LinkRead {
  token: string
}

export interface Me {
  teammate: OwnView
  workspace: Named
  teammates: FaceView[]
  teams: Named[]
  rights: string[]
}

export interface Named {
  id: string
  name: string
}

export interface Noting {
  command: string
  kind: "note"
  message: string
  text: string
}

export interface OpeningState {
  open: boolean
  text: string
}

export interface OwnView {
  id: string
  name: string
  initials: string
  colour: number
  email: string
  role: string
}

export interface PageRow {
  address: string
  title: string
  state: "learned" | "failed"
}

export interface PageToCheck {
  address: string
}

export interface PasswordChosen {
  token: string
  password: string
}

export interface PausingAssistant {
  command: string
  kind: "pause_assistant"
}

export interface ProbeView {
  question: string
  citation: CitationView | null
}

export interface Rating {
  command: string
  kind: "rate"
  score: number
  comment?: string | null
}

export interface Releasing {
  command: string
  seen: number
  seen_colleague: number
  kind: "release"
}

export interface Replying {
  command: string
  seen: number
  seen_colleague: number
  kind: "reply"
  message: string
  text: string
}

export interface ReportingEvent {
  command: string
  kind: "report_event"
  name: string
  facts?: Record<string, string>
  page?: string | null
}

export interface Resolving {
  command: string
  seen: number
  seen_colleague: number
  kind: "resolve"
  outcome?: "answered" | "elsewhere" | "spam" | "duplicate" | null
  message?: string | null
  text?: string | null
}

export interface ResumingAssistant {
  command: string
  kind: "resume_assistant"
}

export interface Revoked {
  revoked: boolean
}

export interface RuleList {
  rules: RuleRow[]
}

export interface RuleRow {
  name: string
  why: string
  reason: string
  team: string
  on: boolean
}

export interface Session {
  token: string
  visitor: string
  site: SiteView
  conversation: string | null
}

export interface SessionRow {
  id: string
  current: boolean
  created_at: string
  seen_at: string
  device: string
  address: string
}

export interface SessionWanted {
  site: string
  token?: string | null
  language?: string
  page?: string | null
}

export interface Sessions {
  sessions: SessionRow[]
}

export interface Setup {
  token: string
  workspace: string
  name: string
  email: string
  password: string
}

export interface SigningIn {
  email: string
  password: string
}

export interface SiteChanged {
  name?: string | null
  greeting?: string | null
  suggested?: string[] | null
  colour?: string | null
  origins?: string[] | null
}

export interface SiteRow {
  id: string
  key: string
  name: string
  greeting: string
  suggested: string[]
  colour: string
  assistant_enabled: boolean
  html: string
  seen_at: string | null
  seen_on: string | null
}

export interface SiteView {
  name: string
  greeting: string
  suggested: string[]
  colour: string
  initials: string
  opening: OpeningState
  introduces: string
}

export interface Sites {
  sites: SiteRow[]
}

export interface SkippingDetails {
  command: string
  kind: "skip_details"
}

export interface Snoozing {
  command: string
  seen: number
  seen_colleague: number
  kind: "snooze"
  until: string
}

export interface SourceMade {
  source: string
}

export interface SourceRow {
  id: string
  address: string
  state: string
  found: number
  learned: number
  failed: number
  pages: PageRow[]
  probe: ProbeView | null
  text: string | null
}

export interface SourceWanted {
  address: string
  allow_private?: boolean
}

export interface Sources {
  sources: SourceRow[]
}

export interface Tagging {
  command: string
  kind: "tag"
  add?: string[]
  remove?: string[]
}

export interface Taken {
  seq: number
}

export interface TakingOver {
  command: string
  kind: "take_over"
  epoch: number
  from?: string | null
}

export interface TokenList {
  tokens: TokenRow[]
}

export interface TokenMade {
  secret: string
}

export interface TokenRow {
  id: string
  name: string
  created_at: string
  last_used_at: string | null
}

export interface TokenWanted {
  name: string
}

export interface Transferring {
  command: string
  seen: number
  seen_colleague: number
  kind: "transfer"
  teammate?: string | null
  team?: string | null
}

export interface Tried {
  text: string
  answer: string
  citations: CitationView[]
}

export interface Trying {
  question: string
  site?: string | null
}

export type View = "needs_person" | "mine" | "team" | "assistant" | "snoozed" | "resolved"

export interface Waking {
  command: string
  kind: "wake"
}

export interface Withdrawing {
  command: string
  kind: "withdraw"
}

export interface Writing {
  command: string
  kind: "write"
  message: string
  text: string
  page?: string | null
}

export type VisitorCommands = Writing | AskingPerson | GivingDetails | SkippingDetails | Withdrawing | LeavingContact | Rating | ReportingEvent

export type InboxCommands = Claiming | TakingOver | Replying | Noting | HandingBack | Resolving | Releasing | Transferring | Declining | Snoozing | Waking | Tagging | PausingAssistant | ResumingAssistant
