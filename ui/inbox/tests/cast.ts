import type { Summary, TeamSnapshot } from "@chatref/shared/inbox-wire"
import type { Control, WireEvent } from "@chatref/shared/wire"

/** The people of these tests: Nora writes, Klara and Mats answer. */
export const klara = { id: "klara", name: "Klara Rost", initials: "KR", colour: 0 }
export const mats = { id: "mats", name: "Mats Lund", initials: "ML", colour: 1 }
export const names = {
  me: klara.id,
  people: { klara: klara.name, mats: mats.name },
  teams: { billing: "Billing", support: "Support" },
  fields: { order: "Order" },
}

export const at = (second: number): string => new Date(Date.UTC(2026, 10, 22, 12, 0, second)).toISOString()

export const summary = (conversation: string, more: Partial<Summary> = {}): Summary => ({
  conversation,
  change: 1,
  seq: 1,
  stage: "waiting",
  epoch: 1,
  owner: null,
  visitor: { id: "nora", name: "Nora", identified: false },
  site: "site",
  subject: "",
  last: { who: "visitor", text: "Hello", at: at(0) },
  reason: null,
  why: null,
  team: null,
  priority: 1,
  tags: [],
  owed: null,
  person_owed_since: at(0),
  handoff: null,
  snoozed_until: null,
  paused: false,
  views: ["needs_person"],
  page: "",
  language: "en",
  started_at: at(0),
  collecting: null,
  offer: null,
  alert: null,
  ...more,
})

export const control = (more: Partial<Control> = {}): Control => ({
  stage: "waiting",
  epoch: 1,
  turn: 1,
  rev: 1,
  episode: 1,
  owner: null,
  paused: false,
  ...more,
})

type Fields = Record<string, unknown> & { after?: Control; actor?: WireEvent["actor"] }

export const event = (seq: number, kind: WireEvent["kind"], fields: Fields = {}): WireEvent =>
  ({
    seq,
    vseq: seq,
    at: at(seq),
    kind,
    actor: { kind: "visitor" },
    after: control(),
    ...fields,
  }) as WireEvent

export const said = (seq: number, who: "visitor" | "assistant" | typeof klara, text = "words"): WireEvent => {
  const message = `m${seq}`
  if (who === "visitor") return event(seq, "visitor_wrote", { message, text })
  if (who === "assistant") {
    const answer = { message, text, answer: "answer", citations: [], turn: 1, rev: 1 }
    return event(seq, "assistant_answered", { ...answer, actor: { kind: "assistant" } })
  }
  return event(seq, "teammate_replied", {
    message,
    text,
    actor: { kind: "teammate", id: who.id, name: who.name },
  })
}

export const snapshot = (events: WireEvent[], more: Partial<TeamSnapshot> = {}): TeamSnapshot => ({
  summary: summary("c"),
  seq: events.at(-1)?.seq ?? 0,
  vseq: 0,
  events,
  more: false,
  details: [],
  handoff: null,
  visitor: {
    name: "Nora",
    identified: false,
    blocked: false,
    contact: null,
    page: "",
    language: "en",
    device: "",
    attributes: {},
    claimed: [],
    earlier: [],
  },
  watching: [],
  ...more,
})
