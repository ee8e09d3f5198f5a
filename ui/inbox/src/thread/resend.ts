import type { TeamCommand } from "@chatref/shared/inbox-wire"
import type { Letter } from "@chatref/shared/outbox"
import { letters } from "../sending.ts"
import { lastSeen, type Thread } from "./state.ts"

/** A refused message once more: under a new id, and with what has been seen by now. */
export const sendAgain = (letter: Letter<TeamCommand>, thread: Thread): void => {
  const { command } = letter
  letters.drop(letter.id)
  const order = "seen" in command ? { ...command, ...lastSeen(thread.view) } : command
  letters.send(letter.conversation, order)
}
