import { realClock } from "@chatref/shared/clock"
import type { TeamFrame } from "@chatref/shared/inbox-wire"
import { hear, notice } from "@chatref/shared/reducer"
import { type Connection, type Frame, onWaking, Stream, type Wire } from "@chatref/shared/stream"
import type { WireEvent } from "@chatref/shared/wire"
import { useSyncExternalStore } from "react"
import { client, conversationPath, tellWhetherConnected } from "./api.ts"
import { readBinAgain } from "./mail/reads.ts"
import { hearSeen, readThreadMailAgain } from "./mail/thread-mail.ts"
import { changeThread, hearSummaries, knownChange, queries, type Views } from "./reads.ts"
import { letters } from "./sending.ts"
import { advance, faceOf, type Thread } from "./thread/state.ts"

let open: string | null = null
let stopWaking: (() => void) | null = null
const listeners = new Set<() => void>()

const address = () => `${location.origin.replace(/^http/, "ws")}/api/inbox/socket`
const change = () => queries.getQueryData<Views>(["views"])?.change ?? 0
const threadOf = (conversation: string) => queries.getQueryData<Thread>(["thread", conversation])
const seq = () => (open && threadOf(open)?.view.number) || 0

const openFrame = (): Frame[] => {
  const known = open && threadOf(open)
  return known ? [{ t: "open", conversation: open, after: known.view.number } as Frame] : []
}

const beatFrame = (): Frame => ({ t: "beat", change: change(), seq: seq() }) as Frame

const stream = new Stream<TeamFrame>({
  connect: () => new WebSocket(address()) as Wire,
  clock: realClock,
  greet: () => ({ t: "hello", change: knownChange() }) as Frame,
  catchUp: () => [...openFrame(), beatFrame()],
  beat: beatFrame,
  receive: frame => receive(frame),
  changed: connection => shown(connection),
  poll: () => poll(),
})

tellWhetherConnected(() => stream.connection === "live")

const shown = (connection: Connection) => {
  if (connection === "live") {
    stream.catchUp()
    letters.flush()
    void readMailAgain()
  }
  for (const listener of listeners) listener()
}

const receive = (frame: TeamFrame): void => {
  switch (frame.t) {
    case "summaries":
      return hearSummaries(frame)
    case "anew":
      return void readAnew()
    case "events":
      return applyEvents(frame.conversation, frame.events)
    case "hint":
      return applyHint(frame)
    case "mail":
      return void readMailAgain()
    case "beat":
      if (frame.change > change() || (frame.seq ?? 0) > seq()) stream.catchUp()
      return
    case "error":
      if (frame.error.code === "signed_out") void queries.invalidateQueries({ queryKey: ["me"] })
      return
    default:
      return frame satisfies never
  }
}

const applyHint = (hint: Extract<TeamFrame, { t: "hint" }>): void => {
  if (hint.kind === "mail") return void readThreadMailAgain(hint.conversation)
  if (hint.kind === "seen") return hearSeen(hint)
  changeThread(hint.conversation, thread => {
    if (hint.kind === "watching") return { ...thread, watching: hint.who.map(faceOf) }
    const view = hint.kind === "piece" ? hear(thread.view, hint) : notice(thread.view, hint, Date.now())
    return { ...thread, view }
  })
}

const applyEvents = (conversation: string, events: readonly WireEvent[]): void => {
  const known = threadOf(conversation)
  if (!known) return
  const { thread, gap, stale } = advance(known, events)
  changeThread(conversation, () => thread)
  for (const event of events)
    if ("command" in event && typeof event.command === "string") letters.drop(event.command)
  if (gap) void catchUpThread(conversation)
  if (stale) void queries.invalidateQueries({ queryKey: ["thread", conversation] })
}

/** Asks for what came after the last event seen, where a socket did not bring it. */
export const catchUpThread = async (conversation: string): Promise<void> => {
  const known = threadOf(conversation)
  if (!known) return
  const path = `${conversationPath(conversation)}/events?after=${known.view.number}`
  const read = await client.get<{ events: WireEvent[] }>(path)
  const first = read.events[0]?.seq ?? known.view.number + 1
  if (first <= known.view.number + 1) applyEvents(conversation, read.events)
  else await queries.invalidateQueries({ queryKey: ["thread", conversation] })
}

/** Too much has changed to be told one by one: as after a night with a closed lid. */
const readAnew = async (): Promise<void> => {
  queries.removeQueries({ queryKey: ["list"], type: "inactive" })
  queries.removeQueries({ queryKey: ["thread"], type: "inactive" })
  await queries.cancelQueries({ queryKey: ["list"] })
  await Promise.all(readLists())
}

const readLists = (): Promise<void>[] => [
  queries.refetchQueries({ queryKey: ["views"] }, { throwOnError: true }),
  queries.refetchQueries({ queryKey: ["list"], type: "active" }),
]

/** Nothing numbers what is told of mails: what was told while nobody listened is read. */
const readMailAgain = (): Promise<unknown> => Promise.all([readBinAgain(), readThreadMailAgain(open)])

const poll = async (): Promise<void> => {
  const asked: Promise<unknown>[] = [...readLists(), readMailAgain()]
  if (open) asked.push(catchUpThread(open))
  await Promise.all(asked)
}

/** Starts once the views are read, since the stream goes on from their change number. */
export const startLive = (): (() => void) => {
  stream.start()
  stopWaking = onWaking(() => {
    stream.wake()
    letters.flush()
  })
  return () => {
    stopWaking?.()
    stream.stop()
  }
}

/** Tells the server which thread is open: its events come, and colleagues see who reads it. */
export const follow = (conversation: string): (() => void) => {
  open = conversation
  for (const frame of openFrame()) stream.send(frame)
  return () => {
    open = null
    stream.send({ t: "leave" })
  }
}

let told = 0

export const tellTyping = (conversation: string): void => {
  if (Date.now() - told < 2_500) return
  told = Date.now()
  stream.send({ t: "typing", conversation } as Frame)
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useConnection = (): Connection => useSyncExternalStore(subscribe, () => stream.connection)
