import { useEffect, useRef, useState } from "react"
import { keep } from "../sending.ts"

/**
 * What is edited: what was changed and not saved, or else what holds. It outlives a reload and a crash, unless it has
 * no place: what is secret never leaves this window.
 */
export function useDraft<T>(place: string | null, held: T, same: (one: T, other: T) => boolean) {
  const [changed, setChanged] = useState<T | null>(() => (place ? kept<T>(place) : null))
  const [early] = useState(changed !== null && !begunHere.has(place))
  const draft = changed ?? held
  const dirty = changed !== null && !same(changed, held)
  // Two changes in one moment, such as a field that is left by a click, build upon each other.
  const latest = useRef(draft)
  latest.current = draft
  const set = (next: T | null) => {
    latest.current = next ?? held
    setChanged(next)
    if (!place) return
    if (next) keep.set(place, JSON.stringify(next))
    else keep.remove(place)
  }
  useEffect(() => {
    if (!dirty) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener("beforeunload", ask)
    return () => removeEventListener("beforeunload", ask)
  }, [dirty])
  return {
    draft,
    dirty,
    /** Whether it was left here by an earlier visit. */
    early: early && dirty,
    change: (next: (draft: T) => T) => set(next(latest.current)),
    discard: () => set(null),
    restore: (before: T) => set(before),
  }
}

/** What another page put there since this one was loaded is from no earlier visit. */
const begunHere = new Set<string | null>()

export const begin = <T>(place: string, draft: T): void => {
  begunHere.add(place)
  keep.set(place, JSON.stringify(draft))
}

export const kept = <T>(place: string): T | null => {
  const text = keep.get(place)
  return text ? (JSON.parse(text) as T) : null
}
