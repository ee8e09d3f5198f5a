/**
 * One socket that stays in step: it greets with what it has seen, beats, notices silence, comes back with
 * jittered back-off, catches up when the window wakes, and asks by polling where a socket can't be had.
 */
import type { Clock } from "./clock.ts"

export type Connection = "connecting" | "live" | "stale" | "polling" | "offline"

export interface Frame {
  t: string
}

/** The part of a WebSocket that is used. */
export interface Wire {
  send(text: string): void
  close(): void
  onopen: ((event: Event) => unknown) | null
  onmessage: ((event: MessageEvent<string>) => unknown) | null
  onclose: ((event: CloseEvent) => unknown) | null
}

interface StreamOptions<Down extends Frame> {
  connect: () => Wire
  clock: Clock
  /** First on every connection; then `catchUp`. */
  greet: () => Frame
  /** What asks for all that came after the last number seen. */
  catchUp: () => Frame[]
  beat: () => Frame
  receive: (frame: Down) => void
  changed: (connection: Connection) => void
  /** Asks after N over plain requests; rejects if the server can't be reached. */
  poll?: () => Promise<void>
}

const BEAT = 20_000
const STALE = 45_000
const OPENING = 10_000
/** A line that is whole answers within this time what it is asked on waking. */
const ANSWER = 4_000
const FIRST_PAUSE = 500
const LONGEST_PAUSE = 30_000
const POLL = 4_000
/** So many sockets that never spoke, and one is not to be had here. */
const HOPELESS = 3

export class Stream<Down extends Frame> {
  #options: StreamOptions<Down>
  #wire: Wire | null = null
  #connection: Connection = "connecting"
  #heard = 0
  #failures = 0
  #timers = new Map<string, () => void>()
  #closed = true

  constructor(options: StreamOptions<Down>) {
    this.#options = options
  }

  get connection(): Connection {
    return this.#connection
  }

  start(): void {
    if (!this.#closed) return
    this.#closed = false
    this.#dial()
  }

  stop(): void {
    this.#closed = true
    for (const name of [...this.#timers.keys()]) this.#cancel(name)
    this.#hangUp()
  }

  /** Up, if there is a line; a hint that is lost is no loss. */
  send(frame: Frame): boolean {
    if (this.#connection !== "live") return false
    this.#wire?.send(JSON.stringify(frame))
    return true
  }

  /** Something is known to be missing: a gap, a beat that is ahead, a command the server has taken. */
  catchUp(): void {
    for (const frame of this.#options.catchUp()) this.send(frame)
  }

  /** The window has focus again, the device woke, the network is back. */
  wake(): void {
    if (this.#closed) return
    const silent = this.#options.clock.now() - this.#heard
    if (this.#connection !== "live" || silent >= STALE) return this.#redial(0)
    this.catchUp()
    this.#after("answer", ANSWER, () => this.#stale())
  }

  #dial(): void {
    this.#hangUp()
    const wire = this.#options.connect()
    this.#wire = wire
    this.#after("open", OPENING, () => this.#lost(wire))
    wire.onopen = () => wire === this.#wire && wire.send(JSON.stringify(this.#options.greet()))
    wire.onmessage = event => wire === this.#wire && this.#hear(JSON.parse(event.data) as Down)
    wire.onclose = () => this.#lost(wire)
  }

  #hear(frame: Down): void {
    this.#heard = this.#options.clock.now()
    this.#cancel("answer")
    if (this.#connection !== "live" && frame.t !== "error") this.#live()
    this.#after("stale", STALE, () => this.#stale())
    this.#options.receive(frame)
  }

  #live(): void {
    this.#failures = 0
    this.#cancel("open")
    this.#cancel("poll")
    this.#show("live")
    this.#after("beat", BEAT, () => this.#beat())
  }

  #beat(): void {
    this.send(this.#options.beat())
    this.#after("beat", BEAT, () => this.#beat())
  }

  #stale(): void {
    this.#show("stale")
    this.#redial(0)
  }

  #lost(wire: Wire): void {
    if (wire !== this.#wire || this.#closed) return
    this.#failures += 1
    this.#hangUp()
    if (this.#connection === "live") this.#show("stale")
    if (this.#failures >= HOPELESS) this.#fallBack()
    this.#redial(pause(this.#failures, this.#options.clock.random()))
  }

  #redial(wait: number): void {
    this.#hangUp()
    this.#after("dial", wait, () => this.#dial())
  }

  #hangUp(): void {
    const wire = this.#wire
    this.#wire = null
    for (const name of ["open", "beat", "stale", "answer", "dial"]) this.#cancel(name)
    if (wire) wire.close()
  }

  #fallBack(): void {
    if (!this.#options.poll) this.#show("offline")
    else if (!this.#timers.has("poll")) void this.#poll()
  }

  async #poll(): Promise<void> {
    this.#after("poll", POLL, () => void this.#poll())
    const reached = await this.#options.poll?.().then(
      () => true,
      () => false,
    )
    if (this.#timers.has("poll")) this.#show(reached ? "polling" : "offline")
  }

  #show(connection: Connection): void {
    if (connection === this.#connection) return
    this.#connection = connection
    this.#options.changed(connection)
  }

  #after(name: string, milliseconds: number, call: () => void): void {
    this.#cancel(name)
    const cancel = this.#options.clock.after(milliseconds, () => {
      this.#timers.delete(name)
      call()
    })
    this.#timers.set(name, cancel)
  }

  #cancel(name: string): void {
    this.#timers.get(name)?.()
    this.#timers.delete(name)
  }
}

/** Doubles from attempt to attempt; the jitter keeps ten thousand clients from coming back in one instant. */
export function pause(failures: number, random: number): number {
  const full = Math.min(FIRST_PAUSE * 2 ** Math.max(0, failures - 1), LONGEST_PAUSE)
  return full * (0.5 + random / 2)
}

/** Calls `wake` whenever the window may have slept; returns what ends it. */
export function onWaking(wake: () => void): () => void {
  const seen = () => document.visibilityState === "visible" && wake()
  addEventListener("focus", wake)
  addEventListener("online", wake)
  addEventListener("pageshow", wake)
  document.addEventListener("visibilitychange", seen)
  document.addEventListener("resume", wake)
  return () => {
    removeEventListener("focus", wake)
    removeEventListener("online", wake)
    removeEventListener("pageshow", wake)
    document.removeEventListener("visibilitychange", seen)
    document.removeEventListener("resume", wake)
  }
}
