import type { Me } from "@chatref/shared/inbox-wire"
import { useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"
import { visitorName } from "../words.ts"
import { blockingStrings } from "./blocking-strings.ts"
import type { Thread } from "./state.ts"

const words = blockingStrings

/** Keeping a visitor out, and letting them in again: who may, what asks for it, and the question that comes first. */
export function useBlocking({ summary, visitor }: Thread, me: Me) {
  const [asking, open] = useState(false)
  const send = async (what: "block" | "unblock") => {
    await client.post(`/api/inbox/visitors/${summary.visitor.id}/${what}`, {})
    await queries.invalidateQueries({ queryKey: ["thread", summary.conversation] })
  }
  const unblock = () =>
    send("unblock").then(
      () => say(words.unblocked),
      (error: unknown) => say(reasonOf(error)),
    )
  const question = (
    <Asked
      open={asking}
      title={words.title(visitorName(summary))}
      text={words.text}
      act={words.block}
      run={() => send("block")}
      onClose={() => open(false)}
      onDone={() => say(words.blocked)}
    />
  )
  return {
    may: me.rights.includes("block_visitors"),
    item: visitor.blocked ? words.unblock : words.block,
    ask: () => (visitor.blocked ? void unblock() : open(true)),
    question,
  }
}
