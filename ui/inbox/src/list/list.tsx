import "./list.css"
import { ArrowUp, Inbox as InboxIcon } from "@chatref/shared/icons"
import type { Counts, Me, ViewName } from "@chatref/shared/inbox-wire"
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
import { readMore, useCounts, useList } from "../reads.ts"
import { strings } from "../strings.ts"
import { arranged, type Line, type Listed, waitingMoves } from "./correct.ts"
import { NothingOf, OnlyBar, OnlyButton, useOnly } from "./only.tsx"
import { Row } from "./row.tsx"
import { ListSkeleton } from "./skeleton.tsx"

type Props = { view: ViewName; tag: string | null; open: string | null; me: Me | undefined }

export function List({ view, tag, open, me }: Props) {
  const list = useList(view, tag)
  const counts = useCounts(tag)
  const only = useOnly({ view, tag, open })
  return (
    <section className="list" aria-label={strings.views[view]} aria-busy={list.isPending}>
      <header>
        <h2 className="list-title">{strings.views[view]}</h2>
        <ViewMenu view={view} tag={tag} counts={counts} />
        <span className="tag">{strings.order[view]}</span>
        <OnlyButton onPick={() => only.pick(true)} />
      </header>
      <OnlyBar tag={tag} count={counts?.[view]} only={only} />
      <Offline />
      <Unstaffed me={me} />
      {list.isPending && <ListSkeleton />}
      {list.isError && <Failed onAgain={() => void list.refetch()} />}
      {list.data && <Lines key={`${view} ${tag}`} list={list.data} counts={counts} open={open} me={me} />}
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

type LinesProps = {
  list: Listed
  counts: Counts | undefined
  open: string | null
  me: Me | undefined
}

function Lines({ list, counts, open, me }: LinesProps) {
  const [held, hold] = useState<string[] | null>(null)
  const lines = arranged(list, held)
  if (!lines.length && list.tag !== null) return <NothingOf tag={list.tag} counts={counts} />
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
              <Row summary={line.summary} list={list} open={index === at} gone={line.gone} me={me} />
            </li>
          )
        })}
      </ul>
      {list.more && <More list={list} />}
    </div>
  )
}

function More({ list: { view, tag } }: { list: Listed }) {
  const read = useMutation({ mutationFn: () => readMore(view, tag), onError: error => say(reasonOf(error)) })
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
