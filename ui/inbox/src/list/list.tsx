import "./list.css"
import { ArrowUp, Inbox as InboxIcon } from "@chatref/shared/icons"
import type { Me, ViewName } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useVirtualizer } from "@tanstack/react-virtual"
import { useEffect, useRef, useState } from "react"
import { reasonOf } from "../api.ts"
import { useConnection } from "../live.ts"
import { Unstaffed } from "../offer/unstaffed.tsx"
import { Button } from "../parts/button.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { ViewMenu } from "../rail/views.tsx"
import { readMore, useList, useViews } from "../reads.ts"
import { strings } from "../strings.ts"
import { arranged, type Line, type Listed, waitingMoves } from "./correct.ts"
import { Row } from "./row.tsx"
import { ListSkeleton } from "./skeleton.tsx"

type Props = { view: ViewName; open: string | null; me: Me | undefined }

export function List({ view, open, me }: Props) {
  const list = useList(view)
  const counts = useViews().data?.counts
  return (
    <section className="list" aria-label={strings.views[view]} aria-busy={list.isPending}>
      <header>
        <h2 className="list-title">{strings.views[view]}</h2>
        <ViewMenu view={view} counts={counts} />
        <span className="tag">{strings.order[view]}</span>
      </header>
      <Offline />
      <Unstaffed me={me} />
      {list.isPending && <ListSkeleton />}
      {list.isError && <Failed onAgain={() => void list.refetch()} />}
      {list.data && <Lines key={view} list={list.data} open={open} me={me} />}
    </section>
  )
}

/** Said in words only once it matters: what is on the screen may be old. */
function Offline() {
  if (useConnection() !== "offline") return null
  return (
    <p className="offline" role="status">
      {strings.failed.offline}
    </p>
  )
}

function Lines({ list, open, me }: { list: Listed; open: string | null; me: Me | undefined }) {
  const [held, hold] = useState<string[] | null>(null)
  const lines = arranged(list, held)
  if (!lines.length) return <Nothing view={list.view} />
  const moves = held ? waitingMoves(list, lines) : 0
  return (
    <div
      className="list-body"
      onPointerEnter={event => event.pointerType === "mouse" && hold(list.summaries.map(idOf))}
      onPointerLeave={() => hold(null)}
    >
      {moves > 0 && (
        <Button small className="list-moves" icon={ArrowUp} onClick={() => hold(list.summaries.map(idOf))}>
          {strings.row.changed}
        </Button>
      )}
      <Scroller lines={lines} list={list} open={open} me={me} />
    </div>
  )
}

const idOf = (summary: { conversation: string }) => summary.conversation

type ScrollerProps = { lines: Line[]; list: Listed; open: string | null; me: Me | undefined }

function Scroller({ lines, list, open, me }: ScrollerProps) {
  const scroller = useRef<HTMLDivElement>(null)
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 104,
    getItemKey: index => lines[index]?.summary.conversation ?? index,
    overscan: 6,
  })
  const at = lines.findIndex(line => line.summary.conversation === open)
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" })
  }, [at, virtual])
  return (
    <div ref={scroller} className="list-scroll" data-testid="conversations">
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, key, start }) => {
          const line = lines[index]
          if (!line) return null
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={lines.length}
              aria-posinset={index + 1}
              style={{ transform: `translateY(${start}px)` }}
            >
              <Row summary={line.summary} view={list.view} open={index === at} gone={line.gone} me={me} />
            </li>
          )
        })}
      </ul>
      {list.more && <More view={list.view} />}
    </div>
  )
}

function More({ view }: { view: ViewName }) {
  const read = useMutation({ mutationFn: () => readMore(view), onError: error => say(reasonOf(error)) })
  return (
    <Button small className="list-more" disabled={read.isPending} onClick={() => read.mutate()}>
      {read.isPending ? strings.loading : strings.row.more}
    </Button>
  )
}

function Nothing({ view }: { view: ViewName }) {
  const [title, text] = strings.empty[view]
  return <EmptyState icon={InboxIcon} title={title} text={text} />
}
