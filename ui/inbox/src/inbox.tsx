import "./inbox.css"
import type { Me, Summary, ViewName } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useEffect, useState } from "react"
import { KeyMap } from "./key-map.tsx"
import { type KeyHandlers, useKeys } from "./keys.ts"
import { List } from "./list/list.tsx"
import { neighbour } from "./list/walk.ts"
import { Failed } from "./parts/states.tsx"
import { Rail } from "./rail/rail.tsx"
import { Views } from "./rail/views.tsx"
import { useCounts, useList, useMe, useViews } from "./reads.ts"
import { go } from "./route.ts"
import { strings } from "./strings.ts"
import { NoThread, ThreadSkeleton } from "./thread/skeleton.tsx"
import { useTitle } from "./title.ts"

/** The list shows first; by the time that somebody picks from it, what shows a thread is there. */
const fetchThreadPane = () => import("./thread/pane.tsx").then(({ ThreadPane }) => ({ default: ThreadPane }))
const ThreadPane = lazy(fetchThreadPane)

type Props = { view: ViewName; conversation: string | null; tag: string | null }

/** The frame of panes. Which of them shows on a narrow screen follows from the address alone. */
export function Inbox({ view, conversation, tag }: Props) {
  const me = useMe()
  const views = useViews()
  const counts = useCounts(tag)
  useEffect(() => void fetchThreadPane(), [])
  useTitle(strings.views[view])
  const failed = me.isError || views.isError
  return (
    <div className="panes" data-pane={conversation ? "thread" : "list"}>
      <Rail here="inbox" me={me.data} />
      <Views view={view} tag={tag} counts={counts} />
      <main>
        <h1 className="visually-hidden">{strings.views[view]}</h1>
        {failed ? (
          <Failed onAgain={() => void Promise.all([me.refetch(), views.refetch()])} />
        ) : (
          <Panes view={view} conversation={conversation} tag={tag} me={me.data} />
        )}
      </main>
    </div>
  )
}

function Panes({ view, conversation, tag, me }: Props & { me: Me | undefined }) {
  const [keys, setKeys] = useState(false)
  const summaries = useList(view, tag).data?.summaries ?? []
  const walk = useWalk({ view, conversation, tag }, summaries)
  useKeys({
    ...walk,
    needsPerson: () => go({ page: "inbox", view: "needs_person", conversation: null, tag }),
    mine: () => go({ page: "inbox", view: "mine", conversation: null, tag }),
    map: () => setKeys(true),
  })
  return (
    <>
      <List view={view} tag={tag} open={conversation} me={me} />
      {conversation && me ? (
        <Suspense fallback={<ThreadSkeleton />}>
          <ThreadPane key={conversation} view={view} tag={tag} conversation={conversation} me={me} />
        </Suspense>
      ) : (
        <NoThread some={summaries.length > 0} />
      )}
      <KeyMap open={keys} onClose={() => setKeys(false)} />
    </>
  )
}

/** J and K go through the list in its order; the list keeps the open line in sight. */
function useWalk({ view, conversation, tag }: Props, summaries: readonly Summary[]): KeyHandlers {
  const step = (by: 1 | -1) => {
    const to = neighbour(summaries, conversation, by)
    if (to) go({ page: "inbox", view, conversation: to, tag }, conversation ? "replace" : "push")
  }
  return { next: () => step(1), previous: () => step(-1) }
}
