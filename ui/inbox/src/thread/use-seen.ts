import { useEffect, useRef, useState } from "react"
import { keep } from "../sending.ts"

const place = (conversation: string) => `chatref:seen:${conversation}`

/** Up to where this thread was seen when it was last left, if something came since; else null. */
export function useSeen(conversation: string, number: number): number | null {
  const [seen, setSeen] = useState(() => {
    const stored = Number(keep.get(place(conversation)) ?? number)
    return stored < number ? stored : null
  })
  const latest = useRef(number)
  latest.current = number
  useEffect(() => {
    const remember = () => keep.set(place(conversation), String(latest.current))
    const turned = () => {
      if (document.visibilityState === "visible")
        return setSeen(known => (known === latest.current ? null : known))
      remember()
      setSeen(latest.current)
    }
    document.addEventListener("visibilitychange", turned)
    addEventListener("pagehide", remember)
    return () => {
      document.removeEventListener("visibilitychange", turned)
      removeEventListener("pagehide", remember)
      remember()
    }
  }, [conversation])
  return seen
}
