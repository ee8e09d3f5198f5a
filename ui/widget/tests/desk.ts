/** The far end of the wire: a desk that answers fetches, and sockets that a test holds in its hands. */
import type { Wire } from "@chatref/shared/stream"
import type { Control, Problem, WireEvent } from "@chatref/shared/wire"

export const CALM: Control = {
  stage: "assistant",
  epoch: 1,
  turn: 0,
  rev: 0,
  episode: 1,
  owner: null,
  paused: false,
}

const SITE = {
  name: "Foundry",
  greeting: "Hi! I'm the assistant.",
  suggested: ["Refunds"],
  colour: "#0c6b58",
  initials: "F",
  opening: { open: true, text: "The team is here" },
  mails: true,
}

export class FakeWire implements Wire {
  onopen: ((event: Event) => unknown) | null = null
  onmessage: ((event: MessageEvent<string>) => unknown) | null = null
  onclose: ((event: CloseEvent) => unknown) | null = null
  sent: Record<string, unknown>[] = []

  send(text: string): void {
    this.sent.push(JSON.parse(text))
  }

  close(): void {}

  says(frame: object): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }))
  }
}

export class Desk {
  events: WireEvent[] = []
  conversation: string | null = null
  commands: Record<string, unknown>[] = []
  tokens: (string | null)[] = []
  /** What a visitor is known by from now on. */
  token = "secret"
  /** What the page said of its visitor; whose secret they get for it, if they are somebody else. */
  known: object[] = []
  recognised: string | null = null
  /** What was posted, where no socket could be had. */
  seen: number[] = []
  wires: FakeWire[] = []
  /** The network is there. */
  online = true
  refusal: Problem | null = null
  place: { place: number } | null = null
  reads = 0
  #control = CALM

  fetch = async (input: unknown, init?: { body?: unknown }): Promise<Response> => {
    if (!this.online) throw new TypeError("Failed to fetch")
    const address = String(input)
    const body = init?.body ? JSON.parse(String(init.body)) : {}
    if (address.endsWith("/session")) return this.#session(body.token)
    if (address.endsWith("/known")) return this.#recognise(body)
    if (address.endsWith("/commands")) return this.#command(address, body)
    if (address.endsWith("/seen")) {
      this.seen.push(body.vseq)
      return new Response(null, { status: 204 })
    }
    if (address.includes("/events?after=")) {
      const after = Number(address.split("after=")[1])
      return answer({
        conversation: this.conversation,
        vseq: this.events.length,
        events: this.events.slice(after),
      })
    }
    return this.#snapshot(address)
  }

  connect = (): Wire => {
    const wire = new FakeWire()
    this.wires.push(wire)
    return wire
  }

  /** The last socket, open and answering its hello. */
  answer(): FakeWire {
    const wire = this.wires.at(-1)
    if (!wire) throw new Error("nobody called")
    wire.onopen?.(new Event("open"))
    const after = Number(wire.sent[0]?.after)
    wire.says(this.frame(this.events.slice(after)))
    return wire
  }

  frame(events: WireEvent[]): object {
    return { t: "events", conversation: this.conversation, vseq: this.events.length, events }
  }

  happens(kind: WireEvent["kind"], fields: object = {}, after: Partial<Control> = {}): WireEvent {
    this.#control = { ...this.#control, ...after }
    const vseq = this.events.length + 1
    const actor = { kind: "visitor" }
    const event = {
      vseq,
      at: "2026-11-22T12:00:00Z",
      kind,
      actor,
      after: this.#control,
      ...fields,
    } as WireEvent
    this.events.push(event)
    return event
  }

  #session(token: string | null): Response {
    this.tokens.push(token)
    return answer({ token: this.token, visitor: "v", site: SITE, conversation: this.conversation })
  }

  #recognise(body: object): Response {
    if (this.refusal) return refused(this.refusal)
    this.known.push(body)
    const token = this.recognised
    this.token = token ?? this.token
    this.recognised = null
    return answer({ visitor: "v", token })
  }

  #command(address: string, body: Record<string, unknown>): Response {
    if (this.refusal) return refused(this.refusal)
    this.commands.push(body)
    this.conversation ??= address.split("/")[4] ?? null
    if (body.kind === "write")
      this.happens("visitor_wrote", { message: body.message, text: body.text }, { turn: 1 })
    if (body.kind === "rate") this.happens("rated", { score: body.score, comment: body.comment })
    return answer({ vseq: this.events.length })
  }

  #snapshot(address: string): Response {
    if (!this.conversation || !address.includes(this.conversation)) {
      return refused({ status: 404, code: "not_found", detail: "Not here." })
    }
    this.reads += 1
    const head = { ...this.#control, form: null, waiting: this.place, contact: null }
    const { conversation, events } = this
    return answer({ conversation, vseq: events.length, head, events, more: false })
  }
}

function answer(body: object, status = 200): Response {
  return new Response(JSON.stringify(body), { status })
}

function refused(problem: Problem): Response {
  const headers = { "Content-Type": "application/problem+json" }
  return new Response(JSON.stringify(problem), { status: problem.status, headers })
}
