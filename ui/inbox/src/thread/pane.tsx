import "./composer.css"
import "./narrow.css"
import { Refusal } from "@chatref/shared/client"
import { MessageCircle } from "@chatref/shared/icons"
import type { Me, ViewName } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useEffect, useState } from "react"
import { Context } from "../context/context.tsx"
import { useKeys } from "../keys.ts"
import { follow } from "../live.ts"
import { EmptyState, Failed } from "../parts/states.tsx"
import { useThread } from "../reads.ts"
import { Review } from "../review/review.tsx"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import { isNarrow, isWide } from "../widths.ts"
import { visitorName } from "../words.ts"
import { type Acts, useActs } from "./acts.ts"
import { Card } from "./card.tsx"
import { Composer } from "./composer.tsx"
import { ThreadHeader } from "./header.tsx"
import { Log } from "./log.tsx"
import { Preview } from "./preview.tsx"
import { ContextSkeleton, ThreadSkeleton } from "./skeleton.tsx"
import type { Thread } from "./state.ts"
import { write } from "./write.ts"

const Questions = lazy(() => import("./questions.tsx").then(({ Questions }) => ({ default: Questions })))

type Props = { view: ViewName; tag: string | null; conversation: string; me: Me }

export function ThreadPane({ view, tag, conversation, me }: Props) {
  const read = useThread(conversation)
  const ready = Boolean(read.data)
  useEffect(() => (ready ? follow(conversation) : undefined), [ready, conversation])
  const back = () => go({ page: "inbox", view, conversation: null, tag })
  if (read.data?.view.gone) return <Gone />
  if (read.data) return <Open thread={read.data} me={me} back={back} />
  if (read.isPending) return <ThreadSkeleton />
  return (
    <>
      <section className="thread" aria-label={strings.loading}>
        <Unreadable error={read.error} onAgain={() => void read.refetch()} back={back} />
      </section>
      <ContextSkeleton />
    </>
  )
}

type OpenProps = { thread: Thread; me: Me; back: () => void }

function Open({ thread, me, back }: OpenProps) {
  const [context, showContext] = useState(isWide)
  const acts = useActs(thread, me)
  useThreadKeys(acts, { back, toggle: () => showContext(shown => !shown) })
  const free = thread.summary.stage !== "assigned" && thread.summary.stage !== "resolved"
  return (
    <>
      <section className="thread" aria-label={visitorName(thread.summary)}>
        <ThreadHeader
          thread={thread}
          me={me}
          acts={acts}
          back={back}
          context={context}
          onContext={() => showContext(!context)}
        />
        {thread.handoff && (
          <Card
            key={`${thread.handoff.id} ${thread.handoff.outcome}`}
            thread={thread}
            handoff={thread.handoff}
            me={me}
            unfolded={!acts.mine && thread.handoff.outcome === null && !isNarrow()}
          />
        )}
        <Log thread={thread} me={me} />
        <Review thread={thread} me={me} />
        {free && <Preview thread={thread} />}
        <Composer thread={thread} me={me} acts={acts} />
        <Suspense>{acts.question && <Questions acts={acts} handoff={thread.handoff} />}</Suspense>
      </section>
      {context && <Context thread={thread} me={me} acts={acts} onClose={() => showContext(false)} />}
    </>
  )
}

function useThreadKeys(acts: Acts, { back, toggle }: { back: () => void; toggle: () => void }) {
  useKeys({
    takeOver: () => {
      acts.takeOver()
      write("reply")
    },
    resolve: () => acts.resolve(null),
    reply: () => write("reply"),
    open: () => write("reply"),
    note: () => write("note"),
    context: toggle,
    escape: () => {
      if (
        document.activeElement instanceof HTMLElement &&
        document.activeElement.matches("input, textarea")
      ) {
        document.activeElement.blur()
      } else back()
    },
  })
}

function Unreadable({
  error,
  onAgain,
  back,
}: {
  error: Error | null
  onAgain: () => void
  back: () => void
}) {
  const status = error instanceof Refusal ? error.status : 0
  if (status === 403)
    return <Failed onAgain={back} title={strings.failed.forbidden} text={strings.failed.forbiddenText} />
  if (status !== 404 && status !== 422) return <Failed onAgain={onAgain} />
  return <NotHere />
}

const NotHere = () => {
  const [title, text] = strings.empty.gone
  return <EmptyState icon={MessageCircle} title={title} text={text} />
}

/** Erased, perhaps while one was reading. */
const Gone = () => (
  <section className="thread" aria-label={strings.empty.gone[0]}>
    <NotHere />
  </section>
)
