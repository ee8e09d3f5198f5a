import type { View } from "@chatref/shared/reducer"
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"

const near = 48

/** Stays at the end while one reads there; keeps the place when older messages are put in front. */
export function useEnd(view: View) {
  const scroller = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const toEnd = useCallback(() => {
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [])
  const following = useFollowing(scroller, setAway)
  const first = view.items[0]?.number ?? 0
  const before = useRef({ first, height: 0 })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    if (first < before.current.first) box.scrollTop += box.scrollHeight - before.current.height
    else if (following.current) box.scrollTop = box.scrollHeight
    before.current = { first, height: box.scrollHeight }
  })
  return { scroller, away, toEnd }
}

/** Whether the end is in sight; also holds it there when the pane or its contents change size. */
function useFollowing(scroller: React.RefObject<HTMLDivElement | null>, setAway: (away: boolean) => void) {
  const following = useRef(true)
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    const scrolled = () => {
      following.current = box.scrollHeight - box.scrollTop - box.clientHeight < near
      setAway(!following.current)
    }
    const resized = new ResizeObserver(() => {
      if (following.current) box.scrollTop = box.scrollHeight
    })
    box.addEventListener("scroll", scrolled, { passive: true })
    resized.observe(box)
    return () => {
      box.removeEventListener("scroll", scrolled)
      resized.disconnect()
    }
  }, [scroller, setAway])
  return following
}
