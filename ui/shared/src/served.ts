/** The bodies of the HTTP API, made from the served schema by tests/ui/served.py. Don't edit. */

export interface ActionView {
  name: string
  offer: string
  destination: string
  field: FieldView[]
  thanks: Record<string, string>
  tags: string[]
  starts?: StartsView | null
  look_up?: LookUpView | null
}

export interface ActionsSaved {
  version: number
}

export interface ActionsToSave {
  based_on: number
  actions: (Record<string, JsonValue>)[]
}

export interface ActionsView {
  version: number
  saved_at: string | null
  saved_by: FaceView | null
  actions: ActionView[]
  kinds: string[]
  intents: string[]
  used_by: Record<string, string[]>
  destinations: Choosable[]
}

export interface AlertWays {
  mail: boolean
}

export interface AnswerChanged {
  question?: string | null
  answer?: string | null
}

export interface AnswerCited {
  address: string
  messages: number
  figures: Record<string, number>
}

export interface AnswerToWrite {
  question: string
  answer: string
}

export interface AnswerTried {
  text: string
  answer: string
  answerability: number
  citations: CitationView[]
}

export interface AnswerView {
  id: string
  question: string
  answer: string
  conversation: string | null
  by: FaceView | null
  at: string
  address: string
}

export interface Answers {
  answers: AnswerView[]
}

export interface AnswersCited {
  first_day: string
  last_day: string
  cited: AnswerCited[]
}

export interface ArrivedView {
  seq: number
  mail: string
  attachments: number
}

export interface AskingPerson {
  command: string
  kind: "ask_person"
  page?: string | null
}

export interface AssistantSwitched {
  enabled: boolean
}

export interface AttachmentView {
  name: string
  size: number
}

export type Availability = "available" | "busy" | "away"

export interface BinCount {
  waiting: number
}

export interface BinRow {
  id: string
  came_at: string
  from_address: string
  from_name: string
  subject: string
  text: string
  why: string
  automatic: boolean
  attachments: number
}

export interface BinView {
  mails: BinRow[]
  automatic: BinRow[]
}

export type By = "reason" | "rule" | "cause" | "team" | "tag" | "step" | "answer" | "site" | "day"

export interface CallView {
  address: string
  allow_private: boolean
}

export interface CaseResolved {
  resolved: boolean
  why?: string
}

export type Change = "new" | "gone" | "sooner" | "later" | "otherwise" | "other_team"

export interface ChangingPassword {
  present: string
  password: string
}

export interface Checked {
  found: boolean
  text: string
}

export interface Choosable {
  value: string
  label: string
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

export interface CorrectionAccepted {
  question?: string | null
  answer?: string | null
  wanted?: Wanted | null
  team?: string | null
  tested?: boolean
}

export interface CorrectionProposed {
  handoff: string
  kind: "answer" | "rule"
  question?: string
  answer?: string | null
  wanted?: Wanted | null
  team?: string | null
  note?: string
  up_to?: number | null
}

export interface CorrectionView {
  id: string
  conversation: string
  subject: string | null
  handoff: string
  kind: "answer" | "rule"
  question: string
  answer: string | null
  wanted: Wanted | null
  team: string | null
  rule: string | null
  note: string
  by: FaceView | null
  at: string
  state: State
  decided_by: FaceView | null
  decided_at: string | null
  page: string | null
  test_case: string | null
}

export interface Corrections {
  corrections: CorrectionView[]
  proposed: number
}

export interface Countries {
  countries: Record<string, Record<string, string>>
}

export interface Decided {
  cause: string
  rule: string | null
  why: string
}

export interface Declining {
  command: string
  kind: "decline"
}

export interface DeliveriesView {
  deliveries: DeliveryView[]
}

export interface DeliveryView {
  id: string
  follows: string | null
  conversation: string
  handoff: string
  destination: string
  kind: string
  name: string
  state: string
  why: string
  made_at: string
  due_at: string | null
  ended_at: string | null
  reference: string | null
  address: string | null
  tries: TryView[]
}

export interface DestinationMade {
  id: string
}

export interface DestinationToMake {
  name: string
  settings: Record<string, boolean | string>
  takes?: TakesView
  on?: boolean
  follow_up?: boolean
  kind: string
}

export interface DestinationToSave {
  name: string
  settings: Record<string, boolean | string>
  takes?: TakesView
  on?: boolean
  follow_up?: boolean
}

export interface DestinationView {
  id: string
  kind: string
  name: string
  settings: Record<string, boolean | string>
  secrets: string[]
  takes: TakesView
  on: boolean
  follow_up: boolean
  failing_since: string | null
  why: string
  delivered_at: string | null
  due: number
  delivered: number
  dead: number
}

export interface DestinationsView {
  destinations: DestinationView[]
  kinds: KindView[]
  actions: string[]
  teams: Named[]
  reasons: string[]
}

export interface DifferenceView {
  conversation: string
  change: Change
  turns: number
  now: Handoff | null
  draft: Handoff | null
}

export interface Discarded {
  discarded?: boolean
}

export interface Done {
  next: "/settings/start" | "/sign-in"
}

export type Ending = "going_on" | "set_aside" | "reopened" | "confirmed" | "denied" | "closed" | "elsewhere" | "withdrawn" | "assumed" | "abandoned"

export interface EntryView {
  id: string
  label: string
  help: string
  example: string
  required: boolean
  secret: boolean
  switch: boolean
  choices: string[]
}

export interface ErasedNow {
  erased?: boolean
}

export interface ErasedView {
  at: string
  by: string | null
  visitor: string | null
  conversations: number
  visitors: number
}

export interface ErasingView {
  visitor: string
  blocked: boolean
  this: ReachView
  all: ReachView
}

export interface EventReported {
  conversation?: string | null
  user?: string | null
  name: string
  facts?: Record<string, string>
  id?: string | null
}

export interface EventTried {
  name: string
  verified?: boolean
  facts?: Record<string, string>
}

export interface Expects {
  hand_over: boolean
  reason?: string | null
  team?: string | null
  answer_from?: string | null
}

export interface FaceView {
  id: string
  name: string
  initials: string
  colour: number
}

export interface FieldView {
  id: string
  label: string
  kind: string
  required: boolean
  help: string
  example: string
  attribute: string
  pattern?: string
  mask?: string
  choices?: string[]
  options?: CallView | null
  least?: number | null
  most?: number | null
}

export type Figure = "handoffs" | "handoffs_open" | "handoffs_answered" | "handoffs_assistant_answered" | "handoffs_withdrawn" | "handoffs_elsewhere" | "handoffs_spam" | "handoffs_duplicate" | "handoffs_assumed" | "handoffs_abandoned" | "handoffs_erased" | "handoffs_solved" | "handoffs_came_back" | "handoffs_too_early" | "first_answered" | "first_waiting" | "first_unanswered" | "lesson_person_needed" | "lesson_needed_sooner" | "lesson_content_missing" | "lesson_needless" | "lesson_none" | "playbook_done" | "playbook_some" | "playbook_untouched" | "playbook_none" | "step_ticked" | "step_left_out" | "handoffs_claimed" | "handoffs_transferred" | "first_missed" | "waited_again" | "missed_again" | "episodes" | "episodes_going_on" | "episodes_set_aside" | "episodes_reopened" | "episodes_confirmed" | "episodes_denied" | "episodes_closed" | "episodes_elsewhere" | "episodes_withdrawn" | "episodes_assumed" | "episodes_abandoned" | "episodes_handed_off" | "episodes_alone" | "alone_going_on" | "alone_set_aside" | "alone_reopened" | "alone_confirmed" | "alone_denied" | "alone_closed" | "alone_elsewhere" | "alone_withdrawn" | "alone_assumed" | "alone_abandoned" | "rated_good" | "rated_middling" | "rated_bad" | "rated_none" | "assistant_found" | "assistant_not_found"

export interface Filed {
  conversation: string
}

export interface FilingMail {
  conversation: string
}

export interface GivingDetails {
  command: string
  kind: "give_details"
  values: Record<string, string>
  tried?: Record<string, number>
}

export interface HandedOver {
  cause: string
  rule: string | null
  reason: string
  why: string
  team: string
  priority: "low" | "normal" | "high" | "urgent"
  tags: string[]
  action: string | null
  said: string | null
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

export interface Handoff {
  turn: number
  at: string
  by: string
  team: string
  why: string
}

export interface HandoffsBy {
  by: string
  now: number
  draft: number
}

export interface HookMade {
  address: string
}

export interface HourView {
  day: number
  hour: number
  now: number
  draft: number
  shut: number
  closed: boolean
}

export interface HoursNow {
  open: boolean
  changes_at: string | null
}

export interface HoursView {
  zone?: string
  weekly?: Span[][] | null
  holidays?: string[]
  special?: SpecialDay[]
  country?: string | null
  region?: string | null
}

export interface IdentitySecret {
  secret: string
}

export type Introduces = "face" | "name" | "team"

export interface Invited {
  teammate: string
  link: string
}

export type JsonValue = string | number | boolean | null | JsonValue[] | { [name: string]: JsonValue }

export interface JudgedView {
  test: string
  value: string
  limit: string
  fired: boolean
}

export interface KindView {
  kind: string
  title: string
  follows: boolean
  entries: EntryView[]
}

export interface LeavingContact {
  command: string
  kind: "leave_contact"
  address: string
}

export type Lesson = "person_needed" | "needed_sooner" | "content_missing" | "needless"

export interface LineSaid {
  who: "visitor" | "assistant"
  text: string
  found?: boolean
}

export type LinkFor = "first_owner" | "password"

export interface LinkIs {
  asks_for: LinkFor
}

export interface LinkRead {
  token: string
}

export interface LookUpView {
  address: string
  allow_private: boolean
  returns: FieldView[]
  say: Record<string, string>
  not_found: Record<string, string>
  hands_over: boolean
}

export interface MailInBin {
  id: string
  came_at: string
  from_address: string
  from_name: string
  subject: string
  text: string
  why: string
  automatic: boolean
  attachments: number
  files: AttachmentView[]
  suggested: SuggestedView | null
  size: number
  cut: boolean
}

export interface MailSaved {
  version: number
}

export interface MailToSave {
  on?: boolean
  sender?: string
  reply?: string
  smtp?: ServerToSave
  way_in?: WayIn
  imap?: MailboxToSave
  based_on: number
}

export interface MailView {
  version: number
  on: boolean
  sender: string
  reply: string
  smtp: ServerView
  way_in: WayIn
  imap: MailboxView
  hooked: boolean
  test: RoundTripView | null
  sending: TroubleView | null
  receiving: TroubleView | null
  read_at: string | null
}

export interface MailboxToSave {
  host?: string
  port?: number | null
  security?: Security
  user?: string
  password?: string | null
  allow_private?: boolean
  folder?: string
}

export interface MailboxView {
  host: string
  port: number | null
  security: Security
  user: string
  kept: boolean
  allow_private: boolean
  folder: string
}

export interface MailedView {
  seq: number
  state: string
  unless_seen: boolean
  at: string
  to: string
  why: string
}

export interface MarkView {
  what: "page" | "folder" | "source" | "tag"
  value: string
  tags?: string[]
  person_decides?: boolean
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

export interface NearView {
  intent: string
  nearness: number
  limit: number
}

export interface Noting {
  command: string
  kind: "note"
  message: string
  text: string
}

export interface OneRemoved {
  id: string
}

export interface OpeningState {
  open: boolean
  text: string
}

export type Outcome = "answered" | "assistant_answered" | "withdrawn" | "elsewhere" | "spam" | "duplicate" | "erased" | "assumed" | "abandoned"

export interface OwnIntentView {
  name: string
  examples: string[]
}

export interface OwnView {
  id: string
  name: string
  initials: string
  colour: number
  email: string
  role: string
  teams: string[]
  availability: Availability
  alert_mail: boolean
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

export interface PlaybookView {
  acknowledge: StepView[]
  work: StepView[]
  close: StepView[]
}

export interface ProbeView {
  question: string
  citation: CitationView | null
}

export type ProposalKind = "new" | "changed" | "moved" | "on" | "off"

export interface ProposedRule {
  rule: RuleView
  kind: ProposalKind
  before: string | null
  replaces: string | null
  passes: boolean
  breaks: TestNamed[]
  conversations: number
  now: number
  draft: number
  changes: Record<string, number>
  teams: TeamsHandoffs[]
}

export interface Rating {
  command: string
  kind: "rate"
  score: number
  comment?: string | null
}

export interface ReachView {
  conversations: number
  going_on: number
  on_its_way: number
  lessons: number
  answers: number
  tickets: TicketThere[]
}

export interface ReadyMadeSet {
  key: string
  name: string
  text: string
  rules: RuleView[]
  playbooks: Record<string, PlaybookView>
}

export interface ReadyMadeSets {
  sets: ReadyMadeSet[]
}

export interface Recognised {
  visitor: string
  token: string | null
}

export interface Releasing {
  command: string
  seen: number
  seen_colleague: number
  kind: "release"
}

export interface Removed {
  removed: boolean
}

export interface Replying {
  command: string
  seen: number
  seen_colleague: number
  kind: "reply"
  message: string
  text: string
}

export interface ReportGroup {
  name: string
  label: string
  figures: Record<string, number>
  first_wait: WaitFigures
  longest_later_wait: WaitFigures
}

export interface ReportRow {
  conversation: string
  seq: number
  at: string
  ended_at: string | null
  subject: string
  visitor: string
  reason: string | null
  rule: string | null
  team: string | null
  tags: string[]
  outcome: Outcome | null
  ending: Ending | null
  lesson: Lesson | null
  first_wait: number | null
  missed: boolean
}

export interface ReportRows {
  count: number
  rows: ReportRow[]
  after: number | null
}

export interface ReportView {
  first_day: string
  last_day: string
  zone: string
  as_of: string
  whole: ReportGroup
  by: Record<string, ReportGroup[]>
  cut: Record<string, number>
  sites: Named[]
  teams: Named[]
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
  ticks?: string[]
  lesson?: Lesson | null
}

export interface ResumingAssistant {
  command: string
  kind: "resume_assistant"
}

export interface RetentionToSave {
  days: number | null
}

export interface RetentionView {
  days: number | null
  lately: ErasedView[]
}

export interface Reviewing {
  command: string
  kind: "review"
  handoff: string
  lesson: Lesson
  note?: string
}

export interface Revoked {
  revoked: boolean
}

export interface RoundTripView {
  sent_at: string
  back_at: string | null
  why: string
}

export interface RuleBookChecked {
  sentences: (string | null)[]
  findings: RuleFinding[]
}

export interface RuleBookDraft {
  rules: (Record<string, JsonValue>)[]
  intents?: (Record<string, JsonValue>)[]
  playbooks?: Record<string, JsonValue>
}

export interface RuleBookSaved {
  version: number
}

export interface RuleBookThen {
  version: number
  rules: RuleView[]
  intents: OwnIntentView[]
  playbooks: Record<string, PlaybookView>
}

export interface RuleBookToSave {
  rules: (Record<string, JsonValue>)[]
  intents?: (Record<string, JsonValue>)[]
  playbooks?: Record<string, JsonValue>
  based_on: number
}

export interface RuleBookVersion {
  version: number
  at: string | null
  by: FaceView | null
  rules: number
}

export interface RuleBookVersions {
  versions: RuleBookVersion[]
}

export interface RuleBookView {
  version: number
  rules: RuleView[]
  intents: OwnIntentView[]
  playbooks: Record<string, PlaybookView>
  catalog: RuleCatalog
}

export interface RuleCatalog {
  tests: TestKindView[]
  teams: Choosable[]
  default_team: string
  sites: Choosable[]
  actions: string[]
  languages: Choosable[]
  reasons: string[]
  priorities: ("low" | "normal" | "high" | "urgent")[]
}

export interface RuleFinding {
  rule: number | null
  name: string
  field: string | null
  text: string
  mend: string
  fatal: boolean
}

export interface RuleJudged {
  rule: string
  fired: boolean
  held: boolean
  silenced: boolean
  off: boolean
  elsewhere: boolean
  tests: JudgedView[]
}

export interface RuleView {
  name: string
  when: Record<string, JsonValue>
  reason: string
  action: string | null
  team: string | null
  priority: "low" | "normal" | "high" | "urgent"
  tags: string[]
  hand_over: Record<string, string>
  confirmation: Record<string, string>
  on: boolean
  sites: string[]
  sentence: string
}

export interface RulesProposed {
  version: number
  days: number
  proposals: ProposedRule[]
  none: string
}

export interface RulesSimulated {
  conversations: number
  turns: number
  weeks: number
  now: number
  draft: number
  changes: Record<string, number>
  by: HandoffsBy[]
  hours: HourView[]
  teams: TeamLoadView[]
  unmeasured: Record<string, number>
  shown: DifferenceView[]
}

export interface RulesToTry {
  rules?: RuleBookDraft | null
  text?: string | null
  messages?: LineSaid[]
  event?: EventTried | null
  page?: string
  language?: string
  site?: string | null
  open?: boolean | null
  identified?: boolean
  attributes?: Record<string, string>
}

export interface RulesTried {
  hands_over: HandedOver | null
  answer: AnswerTried | null
  intents: NearView[]
  verdicts: TraceView[]
}

export type Security = "starttls" | "tls" | "none"

export interface SeenUpTo {
  vseq: number
}

export interface SeenView {
  vseq: number
  at: string
}

export interface SendingAgain {
  command: string
  kind: "send_again"
  answers: number[]
  to?: string | null
}

export type Sent = "due" | "delivered" | "dead" | "erased"

export interface SentAgain {
  again: number
}

export interface ServerToSave {
  host?: string
  port?: number | null
  security?: Security
  user?: string
  password?: string | null
  allow_private?: boolean
}

export interface ServerView {
  host: string
  port: number | null
  security: Security
  user: string
  kept: boolean
  allow_private: boolean
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

export interface SigningSecret {
  secret: string
}

export interface SiteChanged {
  name?: string | null
  greeting?: string | null
  suggested?: string[] | null
  colour?: string | null
  introduces?: Introduces | null
  origins?: string[] | null
}

export interface SiteRow {
  id: string
  key: string
  name: string
  greeting: string
  suggested: string[]
  colour: string
  introduces: Introduces
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
  mails: boolean
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
  kind: "website" | "folder" | "written"
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

export interface Span {
  start: string
  end: string
}

export interface SpecialDay {
  day: string
  spans: Span[]
}

export interface StartsView {
  phrases: string[]
  intents: string[]
  events: string[]
}

export type State = "proposed" | "accepted" | "dismissed"

export interface StepView {
  text: string
  confirm: boolean
}

export type Strategy = "pool" | "round_robin" | "least_busy"

export interface SuggestedView {
  conversation: string
  visitor: string
  subject: string | null
}

export interface Switched {
  availability: Availability
}

export interface TagCount {
  tag: string
  conversations: number
}

export interface Tagging {
  command: string
  kind: "tag"
  add?: string[]
  remove?: string[]
}

export interface TagsInUse {
  tags: TagCount[]
}

export interface Taken {
  seq: number
}

export interface TakesView {
  actions?: string[]
  teams?: string[]
  reasons?: string[]
}

export interface TakingOver {
  command: string
  kind: "take_over"
  epoch: number
  from?: string | null
}

export interface TeamChanged {
  name?: string | null
  strategy?: Strategy | null
  members?: string[] | null
  hours?: HoursView | null
}

export interface TeamList {
  teams: TeamRow[]
}

export interface TeamLoadView {
  team: string
  name: string
  people: number
  open_hours: number
  now: number
  draft: number
  shut: number
}

export interface TeamRow {
  id: string
  name: string
  is_default: boolean
  strategy: Strategy
  members: string[]
  hours: HoursView
  open: boolean
}

export interface TeamWanted {
  name: string
}

export interface TeammateChanged {
  name?: string | null
  teams?: string[] | null
  capacity?: number | null
  languages?: string[] | null
}

export interface TeammateList {
  teammates: TeammateRow[]
}

export interface TeammateRow {
  id: string
  name: string
  initials: string
  colour: number
  email: string
  role: string
  invited: boolean
  teams: string[]
  capacity: number
  languages: string[]
  availability: Availability
  present: boolean
}

export interface TeammateWanted {
  name: string
  email: string
  teams?: string[]
  capacity?: number
  languages?: string[]
}

export interface TeamsHandoffs {
  team: string
  now: number
  draft: number
}

export interface Telling {
  attributes?: Record<string, string> | null
  identity?: string | null
}

export interface TestCaseChanged {
  name?: string | null
  expects?: Expects | null
  said?: LineSaid[] | null
  language?: string | null
  page?: string | null
  site?: string | null
  pressed?: boolean | null
}

export interface TestCaseToMake {
  name?: string
  expects: Expects
  conversation?: string | null
  up_to?: number | null
  said?: LineSaid[]
  event?: EventTried | null
  language?: string
  page?: string
  site?: string | null
  pressed?: boolean
}

export interface TestCaseView {
  id: string
  name: string
  said: LineSaid[]
  event: EventTried | null
  language: string
  page: string
  site: string | null
  pressed: boolean
  expects: Expects
  origin: string | null
  created_by: FaceView | null
  created_at: string
  last: TestResult | null
}

export interface TestCases {
  test_cases: TestCaseView[]
  most: number
  version: number
  running: boolean
  passed: number
  failed: number
}

export interface TestKindView {
  key: string
  label: string
  given: string
  options: string[]
  example: JsonValue
}

export interface TestNamed {
  id: string
  name: string
}

export interface TestResult {
  passed: boolean
  found: string
  at: string
  version: number
}

export interface Tested {
  arrived: boolean
  why: string
  reference?: string | null
  address?: string | null
}

export interface ThreadMail {
  address: string | null
  seen: SeenView | null
  mailed: MailedView[]
  arrived: ArrivedView[]
}

export interface TicketClosed {
  delivery?: string | null
  destination?: string | null
  reference?: string
}

export interface TicketThere {
  to: string
  reference: string | null
  address: string | null
}

export interface TickingStep {
  command: string
  kind: "tick_step"
  handoff: string
  step: string
  done?: boolean
}

export interface TimersView {
  acceptance: number
  rungs: number[]
  rung: number
  reply: number
  unstaffed: number
  detail: number
  details: number
  quiet_assistant: number
  quiet: number
  grace: number
}

export interface ToSimulate {
  rules: RuleBookDraft
  days?: number
  most?: number
  after?: number
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

export interface TopicsToSave {
  based_on: number
  marks: MarkView[]
}

export interface TopicsView {
  version: number
  marks: MarkView[]
  tags: string[]
}

export interface TraceKept {
  seq: number
  at: string
  verdicts: TraceView[]
}

export interface TraceView {
  version: number
  moment: "before" | "after"
  decided: Decided | null
  rules: RuleJudged[]
  always: JudgedView[]
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

export interface TroubleView {
  since: string
  why: string
}

export interface TryView {
  at: string
  seconds: number
  outcome: string
  said: string
}

export interface Trying {
  question: string
  site?: string | null
}

export interface UnstaffedList {
  teams: UnstaffedRow[]
}

export interface UnstaffedRow {
  team: string
  name: string
  since: string
}

export type View = "needs_person" | "mine" | "team" | "assistant" | "snoozed" | "resolved"

export interface WaitFigures {
  waits: number
  median: number | null
  nine_of_ten: number | null
  at_least: boolean
}

export interface Waking {
  command: string
  kind: "wake"
}

export type Wanted = "hand_over" | "stay" | "other_team"

export type WayIn = "imap" | "webhook" | "none"

export interface Withdrawing {
  command: string
  kind: "withdraw"
}

export interface WouldGo {
  conversations: number
  oldest: string | null
}

export interface Writing {
  command: string
  kind: "write"
  message: string
  text: string
  page?: string | null
}

export type VisitorCommands = Writing | AskingPerson | GivingDetails | SkippingDetails | Withdrawing | LeavingContact | Rating | ReportingEvent

export type InboxCommands = Claiming | TakingOver | Replying | SendingAgain | Noting | HandingBack | Resolving | Releasing | Transferring | Declining | Snoozing | Waking | Tagging | TickingStep | Reviewing | PausingAssistant | ResumingAssistant
