import type { RefObject } from "preact"
import { useEffect, useRef, useState } from "preact/hooks"
import type { Chat, Screen } from "./chat.ts"
import type { FromHost, Host } from "./host.ts"
import { Banner } from "./parts/banner.tsx"
import { Composer } from "./parts/composer.tsx"
import { Header } from "./parts/header.tsx"
import { Loading } from "./parts/loading.tsx"
import { Log } from "./parts/log.tsx"
import { SpokenContext } from "./spoken.ts"
import type { Spoken } from "./strings/choose.ts"
import { wear } from "./surroundings.ts"
import { countUnread } from "./unread.ts"

interface Props {
  chat: Chat
  host: Host
  spoken: Spoken
}

export function Widget({ chat, host, spoken }: Props) {
  const screen = useScreen(chat)
  const composer = useRef<HTMLTextAreaElement>(null)
  useHost(chat, host, screen, composer)
  useOnline(chat)
  const { phase, site } = screen
  const toComposer = () => composer.current?.focus()
  return (
    <SpokenContext.Provider value={spoken}>
      <main
        class="widget"
        aria-busy={phase === "loading"}
        onKeyDown={event => event.key === "Escape" && !event.defaultPrevented && host.tell({ type: "close" })}
      >
        <Header screen={screen} close={() => host.tell({ type: "close" })} />
        {site ? (
          <>
            <Banner connection={screen.connection} />
            <Log chat={chat} screen={screen} site={site} toComposer={toComposer} />
            <Composer chat={chat} screen={screen} field={composer} />
          </>
        ) : (
          <Loading screen={screen} again={() => void chat.start()} />
        )}
      </main>
    </SpokenContext.Provider>
  )
}

function useScreen(chat: Chat): Screen {
  const [screen, show] = useState(chat.screen)
  useEffect(() => {
    show(chat.screen)
    return chat.subscribe(() => show(chat.screen))
  }, [chat])
  return screen
}

function useOnline(chat: Chat): void {
  const [, again] = useState(0)
  useEffect(() => {
    const change = () => again(count => count + 1)
    addEventListener("online", change)
    addEventListener("offline", change)
    return () => {
      removeEventListener("online", change)
      removeEventListener("offline", change)
    }
  }, [chat])
}

/** Tells the page what it shows on its launcher, and does what the page asks. */
function useHost(chat: Chat, host: Host, screen: Screen, composer: RefObject<HTMLElement | null>): void {
  const shown = useRef({ open: parent === window, seen: 0 })
  const [opened, open] = useState(0)
  const { site, view, connection } = screen
  const look = () => shown.current.open && document.visibilityState === "visible" && chat.seen()
  useEffect(() => {
    document.addEventListener("visibilitychange", look)
    return () => document.removeEventListener("visibilitychange", look)
  }, [chat])
  useEffect(() => void look(), [view.number, connection])
  useEffect(() => {
    host.hear(message => {
      if (message.type !== "open" && message.type !== "close") return pass(message, chat)
      shown.current = { open: message.type === "open", seen: chat.screen.view.number }
      if (message.type !== "open") return
      look()
      chat.page = message.page ?? chat.page
      chat.wake()
      open(count => count + 1)
    })
    host.tell({ type: "ready" })
  }, [chat, host])
  // It may be opened before there is anything to focus.
  useEffect(() => {
    if (opened && site) focusOn(composer.current)
  }, [opened, site !== null])
  useEffect(() => {
    if (!site?.colour) return
    host.tell({ type: "look", colour: site.colour })
    return wear(site.colour)
  }, [site?.colour])
  useEffect(() => {
    const talking = view.head !== null && view.head.stage !== "resolved"
    host.tell({ type: "talking", talking })
    if (shown.current.open || shown.current.seen === 0) shown.current.seen = view.number
    host.tell({ type: "unread", count: countUnread(view, shown.current.seen) })
  }, [view.number])
}

/** What the page says of its visitor, and of what has happened to them. */
function pass(message: Exclude<FromHost, { type: "open" | "close" }>, chat: Chat): void {
  if (message.type === "event") chat.report(message.name, textsOf(message.facts))
  else if (message.type === "forget") void chat.forget()
  else if (message.type === "identify") void chat.introduce({ identity: String(message.value) })
  else void chat.introduce({ attributes: textsOf(message.value) })
}

function textsOf(facts: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(facts ?? {}).map(([name, value]) => [name, String(value)]))
}

/** On a touch screen the keyboard would cover what the visitor came to read. */
function focusOn(field: HTMLElement | null): void {
  if (matchMedia("(pointer: fine)").matches) field?.focus()
  else document.querySelector<HTMLElement>("#title")?.focus()
}
