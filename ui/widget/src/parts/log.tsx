import { ArrowUp } from "@chatref/shared/icons"
import { isAwaited } from "@chatref/shared/reducer"
import type { Site } from "@chatref/shared/wire"
import type { RefObject } from "preact"
import { useLayoutEffect, useRef, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { refusedIn, type Sent, unsaidIn } from "../letters.ts"
import { useStrings } from "../spoken.ts"
import { Cards } from "./cards.tsx"
import { FirstScreen } from "./first_screen.tsx"
import { Icon } from "./icon.tsx"
import { NotSent, Pending } from "./pending.tsx"
import { Piece } from "./piece.tsx"
import { Thread } from "./thread.tsx"
import { Typing } from "./typing.tsx"

interface Props {
  chat: Chat
  screen: Screen
  site: Site
  toComposer: () => void
}

export function Log({ chat, screen, site, toComposer }: Props) {
  const strings = useStrings()
  const { view } = screen
  const unsaid = unsaidIn(screen)
  const scroll = useRef<HTMLDivElement>(null)
  const { missed, toEnd } = usePinned(scroll, screen)
  return (
    <div class="scroll" ref={scroll}>
      <div class="log">
        {view.more ? (
          <button type="button" class="button quiet earlier" onClick={() => void chat.showEarlier()}>
            {strings.earlier}
          </button>
        ) : (
          <FirstScreen
            site={site}
            fresh={view.number === 0 && !unsaid.length}
            ask={text => chat.write(text)}
          />
        )}
        <div class="thread" role="log" aria-label={strings.conversation} aria-live="polite">
          {view.gone ? <p class="line">{strings.erased}</p> : <Thread view={view} />}
          {unsaid.map(letter => (
            <Pending key={letter.id} letter={letter} chat={chat} />
          ))}
        </div>
        <Piece piece={view.piece} />
        <Typing view={view} awaited={isAwaited(view) || isBeingAsked(screen, unsaid)} />
        <Cards chat={chat} screen={screen} toComposer={toComposer} />
        {refusedIn(screen).map(letter => (
          <NotSent key={letter.id} letter={letter} chat={chat} />
        ))}
      </div>
      {missed && (
        <button type="button" class="button to-end" onClick={toEnd}>
          <Icon of={ArrowUp} size={15} />
          {strings.newMessages}
        </button>
      )}
    </div>
  )
}

function isBeingAsked({ view }: Screen, unsaid: Sent[]): boolean {
  const speaks = !view.head || (view.head.stage === "assistant" && !view.head.paused)
  return speaks && unsaid.at(-1)?.state === "sent"
}

const NEAR = 80

/** Stays at the end while the reader is there; who reads further up is told, and not moved. */
function usePinned(scroll: RefObject<HTMLDivElement | null>, { view, letters }: Screen) {
  const pinned = useRef(true)
  const [missed, miss] = useState(false)
  const toEnd = () => {
    const box = scroll.current
    if (box) box.scrollTop = box.scrollHeight
  }
  useLayoutEffect(() => {
    const box = scroll.current
    if (!box) return
    let top = 0
    // Only a reader's own scrolling up unpins: the distance alone also grows when something new comes in.
    const look = () => {
      if (box.scrollHeight - box.scrollTop - box.clientHeight < NEAR) pinned.current = true
      else if (box.scrollTop < top) pinned.current = false
      top = box.scrollTop
      if (pinned.current) miss(false)
    }
    box.addEventListener("scroll", look, { passive: true })
    const size = new ResizeObserver(() => pinned.current && toEnd())
    size.observe(box)
    if (box.firstElementChild) size.observe(box.firstElementChild)
    return () => {
      box.removeEventListener("scroll", look)
      size.disconnect()
    }
  }, [])
  useLayoutEffect(() => toEnd(), [letters.length])
  useLayoutEffect(() => {
    if (!pinned.current) miss(true)
  }, [view.number])
  return { missed, toEnd }
}
