/**
 * Commands on their way: shown at once, sent in order, kept across a reload until the server has answered.
 * After silence the same id goes again; after a refusal the command waits for "try again", which makes a new id.
 */
import { type Client, Refusal } from "./client.ts"
import type { Clock } from "./clock.ts"
import { newId } from "./id.ts"
import type { Keep } from "./keep.ts"

export interface Letter<Command extends { kind: string }> {
  id: string
  conversation: string
  command: Command
  at: string
  state: "waiting" | "sending" | "sent" | "refused"
  refusal: { code: string; message: string; fields: Record<string, string> } | null
}

interface OutboxOptions<Command extends { kind: string }> {
  client: Client
  clock: Clock
  keep: Keep
  /** Tells this outbox's letters from others in the same storage. */
  name: string
  path: (conversation: string) => string
  changed: (letters: Letter<Command>[]) => void
  /** What the server returned: the number that the conversation has reached. */
  accepted?: (letter: Letter<Command>, reached: { vseq?: number; seq?: number }) => void
  /** Called for a 401; true if a new token was found, and the same letter may go again. */
  renew?: () => Promise<boolean>
}

const FIRST_PAUSE = 1_000
const LONGEST_PAUSE = 30_000

export class Outbox<Command extends { kind: string }> {
  #options: OutboxOptions<Command>
  #letters: Letter<Command>[]
  #busy = false
  #pause = FIRST_PAUSE
  #alarm: (() => void) | null = null

  constructor(options: OutboxOptions<Command>) {
    this.#options = options
    this.#letters = this.#recall()
  }

  get letters(): Letter<Command>[] {
    return this.#letters
  }

  send(conversation: string, command: Command): Letter<Command> {
    const at = new Date(this.#options.clock.now()).toISOString()
    const letter: Letter<Command> = {
      id: newId(),
      conversation,
      command,
      at,
      state: "waiting",
      refusal: null,
    }
    this.#put(letter)
    this.flush()
    return letter
  }

  /** A refused command once more, under a new id and at the end of the line. */
  again(id: string): void {
    const letter = this.#letters.find(each => each.id === id)
    if (letter?.state !== "refused") return
    this.drop(id)
    this.send(letter.conversation, letter.command)
  }

  /** The command has come back as an event, or nobody wants it any more. */
  drop(id: string): void {
    if (!this.#letters.some(each => each.id === id)) return
    this.#options.keep.remove(this.#key(id))
    this.#show(this.#letters.filter(each => each.id !== id))
  }

  /** Now, without waiting out the pause: the network is back, or the window. */
  flush(): void {
    this.#alarm?.()
    this.#alarm = null
    if (!this.#busy) void this.#work()
  }

  async #work(): Promise<void> {
    this.#busy = true
    try {
      for (let letter = this.#next(); letter; letter = this.#next()) {
        if (!(await this.#deliver(letter))) break
      }
    } finally {
      this.#busy = false
    }
  }

  #next(): Letter<Command> | undefined {
    return this.#letters.find(each => each.state === "waiting")
  }

  /** False if there was only silence, and the rest has to wait too. */
  async #deliver(letter: Letter<Command>): Promise<boolean> {
    this.#put({ ...letter, state: "sending" })
    const { client, path } = this.#options
    const body = { command: letter.id, ...letter.command }
    let reached: { vseq?: number; seq?: number }
    try {
      reached = await client.post(path(letter.conversation), body)
    } catch (error) {
      // Whatever else went wrong, the server has not refused: a letter that stayed "sending" would block for ever.
      return error instanceof Refusal ? this.#refused(letter, error) : this.#postpone(letter, this.#pause)
    }
    this.#arrived(letter, reached)
    return true
  }

  #arrived(letter: Letter<Command>, reached: { vseq?: number; seq?: number }): void {
    this.#pause = FIRST_PAUSE
    this.#options.keep.remove(this.#key(letter.id))
    this.#replace({ ...letter, state: "sent" })
    this.#options.accepted?.(letter, reached)
  }

  async #refused(letter: Letter<Command>, refusal: Refusal): Promise<boolean> {
    if (refusal.status === 401 && (await this.#options.renew?.())) return this.#later(letter)
    if (refusal.status === 429 || refusal.status === 503) {
      return this.#postpone(letter, (refusal.retryAfter ?? 5) * 1_000)
    }
    const { code, message, fields } = refusal
    this.#put({ ...letter, state: "refused", refusal: { code, message, fields } })
    return true
  }

  #later(letter: Letter<Command>): true {
    this.#replace({ ...letter, state: "waiting" })
    return true
  }

  #postpone(letter: Letter<Command>, pause: number): false {
    this.#replace({ ...letter, state: "waiting" })
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE)
    this.#alarm = this.#options.clock.after(pause, () => this.flush())
    return false
  }

  #put(letter: Letter<Command>): void {
    this.#options.keep.set(this.#key(letter.id), JSON.stringify(letter))
    const known = this.#letters.some(each => each.id === letter.id)
    if (known) this.#replace(letter)
    else this.#show([...this.#letters, letter])
  }

  #replace(letter: Letter<Command>): void {
    this.#show(this.#letters.map(each => (each.id === letter.id ? letter : each)))
  }

  #show(letters: Letter<Command>[]): void {
    this.#letters = letters
    this.#options.changed(letters)
  }

  #key(id: string): string {
    return `chatref:outbox:${this.#options.name}:${id}`
  }

  #recall(): Letter<Command>[] {
    const { keep } = this.#options
    const letters = keep.keys(this.#key("")).flatMap(key => {
      const text = keep.get(key)
      return text ? [JSON.parse(text) as Letter<Command>] : []
    })
    letters.sort((one, other) => one.at.localeCompare(other.at))
    return letters.map(each => (each.state === "sending" ? { ...each, state: "waiting" } : each))
  }
}
