import { useState } from "react"
import { keep } from "../sending.ts"

export type Begun = { question: string; answer: string; team: string; note: string }

const placeOf = (handoff: string) => `chatref:proposal:${handoff}`

export const wasBegun = (handoff: string): boolean => keep.get(placeOf(handoff)) !== null

/** A proposal that was begun: what is suggested, or else what was typed, kept until it is sent. */
export function useBegun(handoff: string, suggested: Begun) {
  const [typed, setTyped] = useState<Begun | null>(() => {
    const text = keep.get(placeOf(handoff))
    return text ? { ...suggested, ...(JSON.parse(text) as Partial<Begun>) } : null
  })
  const begun = typed ?? suggested
  return {
    begun,
    write: (part: Partial<Begun>) => {
      const next = { ...begun, ...part }
      setTyped(next)
      keep.set(placeOf(handoff), JSON.stringify(next))
    },
    forget: () => {
      setTyped(null)
      keep.remove(placeOf(handoff))
    },
  }
}
