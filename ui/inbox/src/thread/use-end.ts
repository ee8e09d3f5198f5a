import type { View } from "@chatref/shared/reducer"
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from "react"

const near = 48

/** Stays at the end while one reads there; keeps the place when older messages are put in front. */
export function useEnd(view: View, underWay: number) {
  const scroller = useRef<HTMLDivElement>(null)
  const [away, setAway] = useState(false)
  const following = useFollowing(scroller, setAway)
  const toEnd = useCallback(() => {
    following.current = true // also when the pane changes size before the scrolling is heard of
    const box = scroller.current
    if (box) box.scrollTop = box.scrollHeight
  }, [following])
  const first = view.items[0]?.number ?? 0
  const before = useRef({ first, height: 0 })
  useLayoutEffect(() => {
    const box = scroller.current
    if (!box) return
    if (first < before.current.first) box.scrollTop += box.scrollHeight - before.current.height
    else if (following.current) box.scrollTop = box.scrollHeight
    before.current = { first, height: box.scrollHeight }
  })
  useLayoutEffect(() => {
    if (underWay) toEnd() // one's own words are always shown
  }, [underWay, toEnd])
  return { scroller, away, toEnd }
}

/** Whether the end is in sight; also holds it there when the pane or its contents change size. */
function useFollowing(scroller: React.RefObject<HTMLDivElement | null>, setAway: (away: boolean) => void) {
  const following = useRef(true)
  useEffect(() => {
    const box = scroller.current
    if (!box) return
    let top = 0
    // Only a reader's own scrolling up lets go: the distance alone also grows when something new comes in.
    const scrolled = () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < near) following.current = true
      else if (box.scrollTop < top) following.current = false
      top = box.scrollTop
      setAway(!following.current)
    }
    const hold = () => {
      if (following.current) box.scrollTop = box.scrollHeight
    }
    const resized = new ResizeObserver(hold)
    const grown = new MutationObserver(hold)
    box.addEventListener("scroll", scrolled, { passive: true })
    resized.observe(box)
    grown.observe(box, { childList: true, subtree: true, characterData: true })
    return () => {
      box.removeEventListener("scroll", scrolled)
      resized.disconnect()
      grown.disconnect()
    }
  }, [scroller, setAway])
  return following
}
