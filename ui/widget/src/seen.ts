import type { Clock } from "@chatref/shared/clock"
import type { View } from "@chatref/shared/reducer"

const BETWEEN = 1_000

/** Says up to where the visitor has a teammate's answers before their eyes: what they saw need not go by mail. */
export class Seen {
  #clock: Clock
  #tell: (conversation: string, vseq: number) => boolean
  #told = 0
  #next = 0
  #waiting: (() => void) | null = null

  /** `tell` says whether it could. */
  constructor(clock: Clock, tell: (conversation: string, vseq: number) => boolean) {
    this.#clock = clock
    this.#tell = tell
  }

  /** At most once a second; what comes sooner waits, and the latest of it is said. */
  look({ conversation, items, number }: View): void {
    const answer = items.findLast(item => item.type === "message" && item.from.kind === "teammate")
    if (!conversation || !answer || answer.number <= this.#told) return
    this.#waiting?.()
    const wait = this.#next - this.#clock.now()
    if (wait <= 0) return this.#say(conversation, number)
    this.#waiting = this.#clock.after(wait, () => this.#say(conversation, number))
  }

  /** Another thread, or another line: nobody knows whether the last word arrived. */
  forget(): void {
    this.#waiting?.()
    this.#waiting = null
    this.#told = 0
  }

  #say(conversation: string, number: number): void {
    this.#waiting = null
    if (!this.#tell(conversation, number)) return
    this.#told = number
    this.#next = this.#clock.now() + BETWEEN
  }
}
