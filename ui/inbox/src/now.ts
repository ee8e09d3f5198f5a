import { useSyncExternalStore } from "react"

type Beat = { subscribe: (listener: () => void) => () => void; value: () => number }
const beats = new Map<number, Beat>()

/** The time, growing by `every` milliseconds. All clocks on the screen share one timer per pace. */
export function useNow(every: number): number {
  const { subscribe, value } = beatOf(every)
  return useSyncExternalStore(subscribe, value)
}

/** One per pace and for ever, since React subscribes again whenever the function is another. */
const beatOf = (every: number): Beat => {
  const known = beats.get(every) ?? newBeat(every)
  beats.set(every, known)
  return known
}

const newBeat = (every: number): Beat => {
  const listeners = new Set<() => void>()
  let timer: ReturnType<typeof setInterval> | undefined
  let value = Date.now()
  const beat = () => {
    value = Date.now()
    for (const tell of listeners) tell()
  }
  const subscribe = (listener: () => void) => {
    if (!listeners.size) {
      value = Date.now()
      timer = setInterval(beat, every)
    }
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
      if (!listeners.size) clearInterval(timer)
    }
  }
  return { subscribe, value: () => value }
}
