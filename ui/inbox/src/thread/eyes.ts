import type { View } from "@chatref/shared/reducer"
import { useEffect, useLayoutEffect } from "react"

const glance = 700
const read = new Map<string, number>()

/** Keeps up to which event the thread was before somebody's eyes: its end in sight, its window in front, for a glance. */
export function useEyes(conversation: string, number: number, away: boolean): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: what stands there when it is opened is what it is opened for
  useLayoutEffect(() => void read.set(conversation, number), [conversation])
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      clearTimeout(timer)
      if (!away && document.visibilityState === "visible")
        timer = setTimeout(() => read.set(conversation, number), glance)
    }
    look()
    document.addEventListener("visibilitychange", look)
    return () => {
      clearTimeout(timer)
      document.removeEventListener("visibilitychange", look)
    }
  }, [conversation, number, away])
}

/** The number of the visitor's last words, if nobody can have read them here yet. */
export const unreadIn = ({ conversation, items }: View): number | null => {
  const last = items.findLast(item => item.type === "message" && item.from.kind === "visitor")
  return last && conversation && last.number > (read.get(conversation) ?? 0) ? last.number : null
}
