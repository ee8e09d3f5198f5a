import type { Me } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useState } from "react"
import type { Thread } from "../thread/state.ts"
import { lastWords } from "./read.ts"

const Keep = lazy(() => import("./keep.tsx").then(({ Keep }) => ({ default: Keep })))

/** Keeping a conversation as a test case: who may, what asks for it, and the question that follows. */
export function useKeeping(thread: Thread, me: Me) {
  const [asking, ask] = useState(false)
  const upTo = lastWords(thread.view.items)
  const question = asking && upTo !== null && (
    <Suspense>
      <Keep thread={thread} upTo={upTo} onClose={() => ask(false)} />
    </Suspense>
  )
  return {
    may: upTo !== null && me.rights.includes("manage_rules"),
    ask: () => ask(true),
    question,
  }
}
