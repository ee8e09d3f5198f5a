import "./inbox.css"
import type { Me, ViewName } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useEffect, useState } from "react"
import { useAlerts } from "./alerts/use-alerts.ts"
import { KeyMap } from "./key-map.tsx"
import { type KeyHandlers, useKeys } from "./keys.ts"
import { List } from "./list/list.tsx"
import { neighbour } from "./list/walk.ts"
import { startLive } from "./live.ts"
import { Offers } from "./offer/offers.tsx"
import { Failed } from "./parts/states.tsx"
import { Rail } from "./rail/rail.tsx"
import { Views } from "./rail/views.tsx"
import { useList, useMe, useViews } from "./reads.ts"
import { go } from "./route.ts"
import { strings } from "./strings.ts"
import { NoThread, ThreadSkeleton } from "./thread/skeleton.tsx"

/** The list shows first; by the time that somebody picks from it, what shows a thread is there. */
const fetchThreadPane = () => import("./thread/pane.tsx").then(({ ThreadPane }) => ({ default: ThreadPane }))
const ThreadPane = lazy(fetchThreadPane)

type Props = { view: ViewName; conversation: string | null }

/** The frame of panes. Which of them shows on a narrow screen follows from the address alone. */
export function Inbox({ view, conversation }: Props) {
  const me = useMe()
  const views = useViews()
  const ready = Boolean(me.data && views.data)
  useEffect(() => (ready ? startLive() : undefined), [ready])
  useEffect(() => void fetchThreadPane(), [])
  useAlerts(me.data, conversation)
  useTitle(view, views.data?.counts.needs_person ?? 0)
  const failed = me.isError || views.isError
  return (
    <div className="panes" data-pane={conversation ? "thread" : "list"}>
      <Rail here="inbox" me={me.data} />
      <Views view={view} counts={views.data?.counts} />
      <main>
        <h1 className="visually-hidden">{strings.views[view]}</h1>
        {failed ? (
          <Failed onAgain={() => void Promise.all([me.refetch(), views.refetch()])} />
        ) : (
          <Panes view={view} conversation={conversation} me={me.data} />
        )}
        {me.data && <Offers me={me.data} />}
      </main>
    </div>
  )
}

function Panes({ view, conversation, me }: Props & { me: Me | undefined }) {
  const [keys, setKeys] = useState(false)
  const walk = useWalk(view, conversation)
  useKeys({
    ...walk,
    needsPerson: () => go({ page: "inbox", view: "needs_person", conversation: null }),
    mine: () => go({ page: "inbox", view: "mine", conversation: null }),
    map: () => setKeys(true),
  })
  return (
    <>
      <List view={view} open={conversation} me={me} />
      {conversation && me ? (
        <Suspense fallback={<ThreadSkeleton />}>
          <ThreadPane key={conversation} view={view} conversation={conversation} me={me} />
        </Suspense>
      ) : (
        <NoThread />
      )}
      <KeyMap open={keys} onClose={() => setKeys(false)} />
    </>
  )
}

/** J and K go through the list in its order; the list keeps the open line in sight. */
function useWalk(view: ViewName, conversation: string | null): KeyHandlers {
  const list = useList(view)
  const step = (by: 1 | -1) => {
    const to = neighbour(list.data?.summaries ?? [], conversation, by)
    if (to) go({ page: "inbox", view, conversation: to }, conversation ? "replace" : "push")
  }
  return { next: () => step(1), previous: () => step(-1) }
}

function useTitle(view: ViewName, waiting: number) {
  useEffect(() => {
    const count = waiting ? `(${waiting}) ` : ""
    document.title = `${count}${strings.views[view]} · ${strings.product}`
  }, [view, waiting])
}
