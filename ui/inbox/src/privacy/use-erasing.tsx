import type { Me } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useState } from "react"
import type { Thread } from "../thread/state.ts"

const Erase = lazy(() => import("./erase.tsx").then(({ Erase }) => ({ default: Erase })))

/** Erasing what is open: who may, what asks for it, and the question that follows. */
export function useErasing({ view }: Thread, me: Me) {
  const [asking, ask] = useState(false)
  const question = asking && view.conversation && (
    <Suspense>
      <Erase conversation={view.conversation} onClose={() => ask(false)} />
    </Suspense>
  )
  return { may: me.rights.includes("erase"), ask: () => ask(true), question }
}
