/** The visitor's side of one conversation: what is shown, and everything a visitor can do. No framework in here. */
import { createClient, Refusal, Silence } from "@chatref/shared/client"
import { newId } from "@chatref/shared/id"
import { Outbox } from "@chatref/shared/outbox"
import {
  apply,
  empty,
  hear,
  isQueued,
  notice,
  open,
  order,
  prepend,
  settle,
  wait,
} from "@chatref/shared/reducer"
import { type Connection, Stream } from "@chatref/shared/stream"
import type { VisitorCommand, VisitorFrame, VisitorSnapshot, WireEvent } from "@chatref/shared/wire"
import { attach, path } from "./doors.ts"
import { confirmed, outdated, type Sent } from "./letters.ts"
import type { ChatOptions, Screen } from "./screen.ts"
import { Seen } from "./seen.ts"
import { type Known, Who } from "./who.ts"

export type { Screen } from "./screen.ts"

const TYPING_EVERY = 3_000
const EVENT_SHOULD_COME = 1_500
const AGAIN = 4_000

export class Chat {
  page: string
  readonly options: ChatOptions
  #client
  #outbox: Outbox<VisitorCommand>
  #stream: Stream<VisitorFrame>
  #screen: Screen
  #listeners = new Set<() => void>()
  #who: Who
  /** The number at which an accepted command will have shown itself. */
  #reached = new Map<string, number>()
  #told = 0
  #seen: Seen
  #reports: VisitorCommand[] = []

  constructor(options: ChatOptions) {
    const { clock, keep, site } = options
    this.options = options
    this.page = options.page
    this.#client = createClient({
      headers: () => this.#who.headers,
      ...(options.fetch ? { fetch: options.fetch } : {}),
    })
    this.#who = new Who(this.#client, keep, site, options.language, why => options.refused?.(why))
    this.#outbox = new Outbox<VisitorCommand>({
      client: this.#client,
      clock,
      keep,
      name: site,
      path: conversation => `${path(conversation)}/commands`,
      changed: letters => this.#show({ letters }),
      accepted: (letter, { vseq = 0 }) => this.#accepted(letter, vseq),
      renew: () => this.#who.renew(this.page),
    })
    this.#seen = new Seen(clock, (conversation, vseq) => this.#saw(conversation, vseq))
    const view = empty("visitor")
    const letters = this.#outbox.letters
    this.#screen = { phase: "loading", problem: null, site: null, view, letters, connection: null }
    this.#stream = this.#line()
  }

  get screen(): Screen {
    return this.#screen
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** Who am I, what site is this, and what was said so far. Tries on until it knows. */
  async start(): Promise<void> {
    try {
      const session = await this.#who.begin(this.page)
      const unsent = this.#outbox.letters.at(-1)?.conversation
      await this.#follow(session.conversation ?? unsent ?? null)
      for (const id of outdated(this.#screen)) this.#outbox.drop(id)
      this.#show({ phase: "ready", problem: null, site: session.site })
      this.#outbox.flush()
      if (this.#who.untold) await this.#introduced()
    } catch (error) {
      this.#failed(error)
    }
  }

  /** Who the page says this is. Somebody else than before has a thread of their own. */
  async introduce(news: Known): Promise<void> {
    this.#who.introduce(news)
    if (this.#screen.phase === "ready") await this.#introduced()
  }

  /** Who was here has left the site, said in this tab or in another. */
  async forget(elsewhere = false): Promise<void> {
    this.#who[elsewhere ? "left" : "forget"]()
    await this.#anew()
  }

  write(text: string): void {
    // What was erased takes no word more: what is written then begins anew.
    if (this.#screen.view.gone) this.startNew()
    const conversation = this.#screen.view.conversation ?? this.#begin()
    this.#outbox.send(conversation, { kind: "write", message: newId(), text, page: this.page })
  }

  askPerson(): void {
    this.#outbox.send(this.#screen.view.conversation ?? this.#begin(), {
      kind: "ask_person",
      page: this.page,
    })
  }

  giveDetails(values: Record<string, string>, tried: Record<string, number>): void {
    this.#supersede("give_details")
    this.#send({ kind: "give_details", values, tried })
  }

  attach(field: string, file: File): Promise<string> {
    return attach(this.#client, this.#screen.view.conversation ?? "", field, file)
  }

  skipDetails(): void {
    this.#send({ kind: "skip_details" })
  }

  withdraw(): void {
    this.#send({ kind: "withdraw" })
  }

  leaveContact(address: string): void {
    this.#supersede("leave_contact")
    this.#send({ kind: "leave_contact", address })
  }

  rate(score: number, comment: string): void {
    this.#supersede("rate")
    this.#send({ kind: "rate", score, comment })
  }

  /** What the site says has happened; kept until there is a conversation to tell it in. */
  report(name: string, facts: Record<string, string>): void {
    const report: VisitorCommand = { kind: "report_event", name, facts, page: this.page }
    if (this.#screen.connection) this.#send(report)
    else this.#reports.push(report)
  }

  again(letter: Sent): void {
    this.#outbox.again(letter.id)
  }

  discard(letter: Sent): void {
    this.#outbox.drop(letter.id)
  }

  /** A fresh thread; the old one stays where it is. */
  startNew(): void {
    this.#stream.stop()
    this.#stream = this.#line()
    this.#seen.forget()
    this.#show({ view: empty("visitor"), connection: null })
  }

  async #introduced(): Promise<void> {
    const before = this.#who.token
    await this.#who.tell(this.page)
    if (this.#who.token !== before) await this.#anew()
  }

  /** Neither sees what the other wrote, nor sends it for them. */
  async #anew(): Promise<void> {
    const { conversation, number } = this.#screen.view
    const theirs = ({ conversation: of }: Sent) => number > 0 && of === conversation
    for (const letter of this.#outbox.letters.filter(theirs)) this.#outbox.drop(letter.id)
    this.startNew()
    await this.start()
  }

  async showEarlier(): Promise<void> {
    const { conversation, items } = this.#screen.view
    const first = items[0]
    if (!conversation || !first) return
    const page = await this.#client.get<VisitorSnapshot>(`${path(conversation)}?before=${first.number}`)
    this.#show({ view: prepend(this.#screen.view, page.events, page.more) })
  }

  typing(): void {
    const now = this.options.clock.now()
    const { conversation } = this.#screen.view
    if (!conversation || now - this.#told < TYPING_EVERY) return
    this.#told = now
    this.#stream.send({ t: "typing", conversation } as { t: string })
  }

  /** The visitor has the thread before their eyes. */
  seen(): void {
    this.#seen.look(this.#screen.view)
  }

  /** Focus, visibility, network: whatever may mean that time was lost. */
  wake(): void {
    if (this.#screen.phase === "failed") void this.start()
    if (this.#screen.connection) this.#stream.wake()
    if (this.#who.untold && this.#screen.phase === "ready") void this.#introduced()
    this.#outbox.flush()
  }

  /** Another tab began a conversation or has one open: this one shows it too. */
  async join(conversation: string): Promise<void> {
    if (this.#screen.phase !== "ready" || conversation === this.#screen.view.conversation) return
    this.#who.recall()
    await this.#follow(conversation).catch((error: unknown) => this.#failed(error))
  }

  #begin(): string {
    const conversation = newId()
    this.#show({ view: empty("visitor", conversation) })
    return conversation
  }

  #send(command: VisitorCommand): void {
    const { conversation } = this.#screen.view
    if (conversation) this.#outbox.send(conversation, command)
  }

  /** A form that was refused is answered by the corrected one, not by both. */
  #supersede(kind: VisitorCommand["kind"]): void {
    for (const letter of this.#outbox.letters) {
      if (letter.command.kind === kind && letter.state === "refused") this.#outbox.drop(letter.id)
    }
  }

  /** Reads the conversation afresh and stays in step with it from there. */
  async #follow(conversation: string | null): Promise<void> {
    if (!conversation) return
    const stream = this.#stream
    const view = await this.#client.get<VisitorSnapshot>(path(conversation)).then(open, (error: unknown) => {
      // One whose first message has not arrived yet is not known to the server.
      if (!(error instanceof Refusal && error.status === 404)) throw error
      const isUnsent = this.#outbox.letters.some(letter => letter.conversation === conversation)
      return empty("visitor", isUnsent ? conversation : null)
    })
    if (stream !== this.#stream) return // another thread was begun meanwhile, perhaps by somebody else
    this.#show({ view })
    this.#prune()
    this.#stream.stop()
    this.#stream = this.#line()
    if (view.number > 0) this.#connect()
  }

  #connect(): void {
    this.#show({ connection: "connecting" })
    this.#stream.start()
    for (const report of this.#reports.splice(0)) this.#send(report)
  }

  #line(): Stream<VisitorFrame> {
    const place = () => ({ conversation: this.#screen.view.conversation, after: this.#screen.view.number })
    const stream: Stream<VisitorFrame> = new Stream<VisitorFrame>({
      connect: this.options.connect,
      clock: this.options.clock,
      greet: () => ({ t: "hello", token: this.#who.token, ...place() }) as { t: string },
      catchUp: () => [{ t: "follow", ...place() }],
      beat: () => ({ t: "beat", after: place().after }) as { t: string },
      receive: frame => this.#receive(frame),
      changed: connection => stream === this.#stream && this.#moved(connection),
      poll: () => this.#poll(),
    })
    return stream
  }

  #moved(connection: Connection): void {
    this.#seen.forget()
    this.#show({ connection })
    if (connection === "live") this.#outbox.flush()
  }

  /** Where no socket can be had, it goes as what was written does. */
  #saw(conversation: string, vseq: number): boolean {
    if (conversation !== this.#screen.view.conversation) return false
    if (this.#stream.connection !== "polling") return this.#stream.send({ t: "seen", vseq } as { t: string })
    void this.#client.post(`${path(conversation)}/seen`, { vseq }).catch(() => this.#seen.forget())
    return true
  }

  async #poll(): Promise<void> {
    const { conversation, number } = this.#screen.view
    if (!conversation) return
    const address = `${path(conversation)}/events?after=${number}`
    const news = await this.#client.get<{ events: WireEvent[] }>(address).catch((error: unknown) => {
      if (error instanceof Refusal && error.status === 401) void this.#renewed()
      throw error
    })
    if (conversation !== this.#screen.view.conversation) return
    this.#take(news.events)
    this.#outbox.flush()
    if (isQueued(this.#screen.view.head)) await this.#learnPlace(conversation)
  }

  #receive(frame: VisitorFrame): void {
    const { view } = this.#screen
    if ("conversation" in frame && frame.conversation !== view.conversation) return
    switch (frame.t) {
      case "events":
        return this.#take(frame.events)
      case "hint":
        return this.#hint(frame)
      case "beat":
        if (frame.vseq !== null && frame.vseq > view.number) this.#stream.catchUp()
        return
      case "error":
        if (frame.error.code === "signed_out") void this.#renewed()
    }
  }

  /** Whoever is somebody new to the desk, since they were erased there, has no thread yet. */
  async #renewed(): Promise<void> {
    const { conversation } = this.#screen.view
    const renewed = await this.#who.renew(this.page)
    if (renewed && conversation === this.#screen.view.conversation) this.startNew()
  }

  #hint(frame: Extract<VisitorFrame, { t: "hint" }>): void {
    const { view } = this.#screen
    if (frame.kind === "piece") return this.#show({ view: hear(view, frame) })
    if (frame.kind === "waiting") return this.#show({ view: wait(view, frame) })
    this.#show({ view: notice(view, frame, this.options.clock.now()) })
    this.options.clock.after(6_100, () =>
      this.#show({ view: settle(this.#screen.view, this.options.clock.now()) }),
    )
  }

  #take(events: WireEvent[]): void {
    let { view } = this.#screen
    for (const event of events) {
      if (order(view, event) === "gap") {
        this.#stream.catchUp()
        break
      }
      view = apply(view, event)
    }
    if (view === this.#screen.view) return
    this.#show({ view })
    this.#prune()
  }

  /** The place in line moves when others are served; where no hint can say so, it is asked for. */
  async #learnPlace(conversation: string): Promise<void> {
    const { head } = await this.#client.get<VisitorSnapshot>(`${path(conversation)}?before=1`)
    if (head.waiting && conversation === this.#screen.view.conversation) {
      this.#show({ view: wait(this.#screen.view, head.waiting) })
    }
  }

  #accepted(letter: Sent, vseq: number): void {
    const { view } = this.#screen
    if (letter.conversation !== view.conversation) return this.#outbox.drop(letter.id)
    this.#reached.set(letter.id, vseq)
    this.options.keep.set(`chatref:conversation:${this.options.site}`, letter.conversation)
    if (!this.#screen.connection) this.#connect()
    this.#prune()
    this.options.clock.after(EVENT_SHOULD_COME, () => {
      if (this.#screen.view.number < vseq) this.#stream.catchUp()
    })
  }

  #prune(): void {
    for (const id of confirmed(this.#screen, this.#reached)) {
      this.#reached.delete(id)
      this.#outbox.drop(id)
    }
  }

  #failed(error: unknown): void {
    if (error instanceof Refusal && error.status < 500 && error.status !== 429) {
      return this.#show({ phase: "failed", problem: error.message })
    }
    if (!(error instanceof Refusal || error instanceof Silence)) throw error
    this.#show({ phase: "failed", problem: null })
    this.options.clock.after(AGAIN, () => {
      if (this.#screen.phase === "failed") void this.start()
    })
  }

  #show(news: Partial<Screen>): void {
    // The outbox reports while it is being made, before there is a screen to change.
    if (!this.#screen) return
    this.#screen = { ...this.#screen, ...news }
    for (const listener of this.#listeners) listener()
  }
}
