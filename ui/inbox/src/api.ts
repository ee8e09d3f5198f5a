import { createClient, Refusal, Silence } from "@chatref/shared/client"
import { newId } from "@chatref/shared/id"
import type { TeamCommand } from "@chatref/shared/inbox-wire"
import { strings } from "./strings.ts"

let connected = () => false

/** Whether this window has a socket: what is claimed with one lapses when its teammate is gone. */
export const tellWhetherConnected = (ask: () => boolean): void => {
  connected = ask
}

/** `X-Chatref` says that a script of ours asks, not a form on another site. */
export const client = createClient({
  headers: () => ({ "X-Chatref": "1", ...(connected() && { "X-Chatref-Socket": "1" }) }),
})

export const conversationPath = (conversation: string): string =>
  `/api/inbox/conversations/${encodeURIComponent(conversation)}`

const tries = 3

/** A command that is not a message: after silence the same id goes again, a few times, then the silence is told. */
export async function command(conversation: string, order: TeamCommand): Promise<{ seq: number }> {
  const body = { command: newId(), ...order }
  for (let attempt = 1; ; attempt++) {
    try {
      return await client.post(`${conversationPath(conversation)}/commands`, body)
    } catch (error) {
      if (!(error instanceof Silence) || attempt === tries) throw error
    }
  }
}

/** What a refusal means, in words for a teammate. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof Silence) return strings.refused.unreachable
  if (error instanceof Refusal) return refusalText(error.code, error.message)
  throw error
}

export const refusalText = (code: string, message: string): string => {
  const ours: Record<string, string> = {
    stale: strings.refused.stale,
    unanswered: strings.refused.unanswered,
    continued: strings.refused.continued,
    gone: strings.refused.gone,
    not_allowed: message || strings.refused.not_allowed,
  }
  return ours[code] ?? (message || strings.refused.other)
}

export const isRefusal = (error: unknown, code: string): error is Refusal =>
  error instanceof Refusal && error.code === code
