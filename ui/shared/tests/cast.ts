/** A visitor, an assistant and Klara, as the wire shows them. */
import type { Actor, Control, PieceHint, VisitorSnapshot, WireEvent } from "../src/wire.ts"

export const CONVERSATION = "0b6f6a3e-1111-4111-8111-111111111111"
export const visitor: Actor = { kind: "visitor", id: "v" }
export const assistant: Actor = { kind: "assistant" }
export const klara: Actor = { kind: "teammate", id: "k", name: "Klara", initials: "KR", colour: 3 }
export const desk: Actor = { kind: "desk" }

export function control(changes: Partial<Control> = {}): Control {
  return { stage: "assistant", epoch: 1, turn: 1, rev: 1, episode: 1, owner: null, paused: false, ...changes }
}

/** `number` is seq and vseq in one; a test that needs them apart says so in `fields`. */
export function event(
  number: number,
  kind: WireEvent["kind"],
  fields: Record<string, unknown> = {},
  after: Control = control(),
): WireEvent {
  const at = new Date(Date.parse("2026-11-22T14:29:00Z") + number * 1_000).toISOString()
  return { seq: number, vseq: number, at, kind, actor: visitor, after, ...fields } as WireEvent
}

export function wrote(number: number, text: string, after?: Control): WireEvent {
  return event(number, "visitor_wrote", { message: `m${number}`, text, page: null }, after)
}

export function answered(number: number, text: string, turn: number, after?: Control): WireEvent {
  const fields = {
    message: `m${number}`,
    text,
    answer: "answer",
    citations: [],
    turn,
    rev: 1,
    actor: assistant,
  }
  return event(number, "assistant_answered", fields, after)
}

export function replied(number: number, text: string, after?: Control): WireEvent {
  return event(number, "teammate_replied", { message: `m${number}`, text, actor: klara }, after)
}

export function piece(epoch: number, turn: number, rev: number, text = "A desktop licence"): PieceHint {
  return { t: "hint", conversation: CONVERSATION, kind: "piece", epoch, turn, rev, text }
}

export function snapshot(events: WireEvent[], head: Partial<VisitorSnapshot["head"]> = {}): VisitorSnapshot {
  const last = events.at(-1)
  const state = { ...(last?.after ?? control()), form: null, waiting: null, contact: null, ...head }
  return { conversation: CONVERSATION, vseq: last?.vseq ?? 0, head: state, events, more: false }
}
