import { useEffect, useRef, useState } from "react"
import { keep } from "../sending.ts"

const place = (conversation: string) => `chatref:seen:${conversation}`

/** The number that was seen when this thread was last left; null if it was never open here. */
export function useSeen(conversation: string, number: number): number | null {
  const [seen] = useState(() => {
    const stored = keep.get(place(conversation))
    return stored === null ? null : Number(stored)
  })
  const latest = useRef(number)
  latest.current = number
  useEffect(() => {
    const remember = () => {
      if (document.visibilityState === "visible") keep.set(place(conversation), String(latest.current))
    }
    remember()
    addEventListener("pagehide", remember)
    return () => {
      removeEventListener("pagehide", remember)
      remember()
    }
  }, [conversation])
  return seen
}
