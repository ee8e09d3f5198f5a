import { type PointerEvent, useRef, useState } from "react"

type Drag = { from: number; to: number; by: number; height: number }

/** Moves a row of a list by its handle, with mouse, pen or finger. `shift` is what each row is drawn aside by. */
export function useDrag(move: (from: number, to: number) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const start = useRef<{ at: number; middles: number[] }>({ at: 0, middles: [] })
  const handle = (from: number) => ({
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      const row = event.currentTarget.closest("li")
      if (event.button !== 0 || !row?.parentElement) return
      const rows = [...row.parentElement.children].map(each => each.getBoundingClientRect())
      start.current = { at: event.clientY, middles: rows.map(({ top, height }) => top + height / 2) }
      event.currentTarget.setPointerCapture(event.pointerId)
      setDrag({ from, to: from, by: 0, height: rows[from]?.height ?? 0 })
    },
    onPointerMove: (event: PointerEvent) => {
      if (!drag) return
      const by = event.clientY - start.current.at
      setDrag({ ...drag, by, to: landing(start.current.middles, drag.from, by) })
    },
    // By where it is let go: what was drawn last may not have come that far yet.
    onPointerUp: (event: PointerEvent) => {
      if (!drag) return
      const to = landing(start.current.middles, drag.from, event.clientY - start.current.at)
      if (to !== drag.from) move(drag.from, to)
      setDrag(null)
    },
    onPointerCancel: () => setDrag(null),
  })
  return { handle, dragged: drag?.from ?? null, shift: (at: number) => (drag ? shiftOf(drag, at) : 0) }
}

/** The place where a row lands whose middle went this far. */
export const landing = (middles: readonly number[], from: number, by: number): number => {
  const at = (middles[from] ?? 0) + by
  if (by < 0) {
    const above = middles.slice(0, from).findIndex(middle => at < middle)
    return above < 0 ? from : above
  }
  return from + middles.slice(from + 1).filter(middle => at > middle).length
}

const shiftOf = ({ from, to, by, height }: Drag, at: number): number => {
  if (at === from) return by
  if (from < at && at <= to) return -height
  return to <= at && at < from ? height : 0
}
