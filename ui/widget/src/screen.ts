import type { Clock } from "@chatref/shared/clock"
import type { Keep } from "@chatref/shared/keep"
import type { View } from "@chatref/shared/reducer"
import type { Connection, Wire } from "@chatref/shared/stream"
import type { Site } from "@chatref/shared/wire"
import type { Sent } from "./letters.ts"

/** What a visitor sees, and what the chat needs of the browser. */
export interface Screen {
  phase: "loading" | "ready" | "failed"
  /** Words of the server on why there is no chat. */
  problem: string | null
  site: Site | null
  view: View
  letters: Sent[]
  connection: Connection | null
}

export interface ChatOptions {
  site: string
  language: string
  page: string
  keep: Keep
  clock: Clock
  connect: () => Wire
  /** Hears why what the page said of its visitor was not believed. */
  refused?: (why: string) => void
  fetch?: typeof fetch
}
