/** Time as a thing that is passed in, so that tests can own it. */
export interface Clock {
  now(): number
  /** Between 0 and 1. */
  random(): number
  /** Returns what cancels it. */
  after(milliseconds: number, call: () => void): () => void
}

export const realClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(milliseconds, call) {
    const timer = setTimeout(call, milliseconds)
    return () => clearTimeout(timer)
  },
}
