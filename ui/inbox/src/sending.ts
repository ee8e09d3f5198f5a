import { Refusal, Silence } from "@chatref/shared/client"
import { realClock } from "@chatref/shared/clock"
import type { TeamCommand } from "@chatref/shared/inbox-wire"
import { keepIn } from "@chatref/shared/keep"
import { type Letter, Outbox } from "@chatref/shared/outbox"
import { useSyncExternalStore } from "react"
import { client, conversationPath, refusalText } from "./api.ts"
import { strings } from "./strings.ts"

export const keep = keepIn(() => localStorage)

const listeners = new Set<() => void>()

/** Replies and notes on their way: shown at once, kept across a reload until they are in the thread. */
export const letters = new Outbox<TeamCommand>({
  client,
  clock: realClock,
  keep,
  name: "inbox",
  path: conversation => `${conversationPath(conversation)}/commands`,
  changed: () => {
    for (const listener of listeners) listener()
  },
})

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useLetters = (conversation: string): Letter<TeamCommand>[] => {
  const all = useSyncExternalStore(subscribe, () => letters.letters)
  return all.filter(letter => letter.conversation === conversation)
}

/** How long an act waits for words on their way; one that goes much later surprises who has given it up. */
const patience = 20_000

/**
 * Once all that was written in this thread has arrived: an act never overtakes one's own words.
 * If they are refused meanwhile, so is the act: nobody closes a case whose last words were never sent.
 */
export const whenSaid = (conversation: string): Promise<void> =>
  new Promise((done, failed) => {
    const here = () => letters.letters.filter(each => each.conversation === conversation)
    const known = new Set(here().flatMap(({ id, refusal }) => (refusal ? id : [])))
    const look = () => {
      const refusal = here().find(each => each.refusal && !known.has(each.id))?.refusal
      if (!refusal && here().some(isOnItsWay)) return
      end()
      if (refusal) failed(unsent(refusal))
      else done()
    }
    const tooLate = realClock.after(patience, () => {
      end()
      failed(new Silence("words on their way"))
    })
    const end = () => {
      listeners.delete(look)
      tooLate()
    }
    listeners.add(look)
    look()
  })

const isOnItsWay = ({ state }: Letter<TeamCommand>): boolean => state === "waiting" || state === "sending"

const unsent = ({ code, message }: NonNullable<Letter<TeamCommand>["refusal"]>): Refusal =>
  new Refusal({
    status: 409,
    code: "unsent",
    detail: `${strings.thread.failed}: ${refusalText(code, message)}`,
  })
