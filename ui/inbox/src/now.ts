import { useSyncExternalStore } from "react"

type Beat = { listeners: Set<() => void>; timer: ReturnType<typeof setInterval> | null; value: number }
const beats = new Map<number, Beat>()

/** The time, growing by `every` milliseconds. All clocks on the screen share one timer per pace. */
export function useNow(every: number): number {
  const beat = beatOf(every)
  return useSyncExternalStore(
    listener => listen(beat, every, listener),
    () => beat.value,
  )
}

const beatOf = (every: number): Beat => {
  const known = beats.get(every)
  if (known) return known
  const beat: Beat = { listeners: new Set(), timer: null, value: Date.now() }
  beats.set(every, beat)
  return beat
}

const listen = (beat: Beat, every: number, listener: () => void) => {
  if (!beat.timer) beat.value = Date.now()
  beat.listeners.add(listener)
  beat.timer ??= setInterval(() => {
    beat.value = Date.now()
    for (const tell of beat.listeners) tell()
  }, every)
  return () => {
    beat.listeners.delete(listener)
    if (beat.listeners.size || !beat.timer) return
    clearInterval(beat.timer)
    beat.timer = null
  }
}
