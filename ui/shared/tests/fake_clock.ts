import type { Clock } from "../src/clock.ts"

/** Time that passes only when a test says so. */
export class FakeClock implements Clock {
  #now = Date.parse("2026-11-22T12:00:00Z")
  #alarms: { at: number; call: () => void }[] = []

  now(): number {
    return this.#now
  }

  random(): number {
    return 0.5
  }

  after(milliseconds: number, call: () => void): () => void {
    const alarm = { at: this.#now + milliseconds, call }
    this.#alarms.push(alarm)
    return () => {
      this.#alarms = this.#alarms.filter(each => each !== alarm)
    }
  }

  /** Lets time pass, and what was promised meanwhile settle. */
  async pass(milliseconds: number): Promise<void> {
    const end = this.#now + milliseconds
    await settled()
    for (let next = this.#due(end); next; next = this.#due(end)) {
      this.#alarms = this.#alarms.filter(each => each !== next)
      this.#now = Math.max(this.#now, next.at)
      next.call()
      await settled()
    }
    this.#now = end
  }

  #due(end: number): { at: number; call: () => void } | undefined {
    return this.#alarms.filter(each => each.at <= end).sort((one, other) => one.at - other.at)[0]
  }
}

export function settled(): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, 0))
}
