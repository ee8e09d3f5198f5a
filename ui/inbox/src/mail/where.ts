import type { BinRow } from "@chatref/shared/served"
import type { Route } from "../route.ts"

export const mailAt = (open: string | null): Route => ({ page: "mail", open })
export const threadAt = (conversation: string): Route => ({
  page: "inbox",
  view: "needs_person",
  conversation,
})

/** The mail before or after the open one; the first, if none is open or the open one left the list. */
export const nextTo = (mails: readonly BinRow[], open: string | null, by: 1 | -1): string | null => {
  const at = mails.findIndex(({ id }) => id === open)
  const to = at < 0 ? 0 : Math.min(mails.length - 1, Math.max(0, at + by))
  return mails[to]?.id ?? null
}

/** What is open once this one has gone: the next, or the one before. */
export const afterIt = (mails: readonly BinRow[], gone: string): string | null => {
  const at = mails.findIndex(({ id }) => id === gone)
  return (mails[at + 1] ?? mails[at - 1])?.id ?? null
}

/** The conversation that an address of the inbox or a number names. */
export const conversationIn = (text: string): string | null =>
  text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i)?.[0]?.toLowerCase() ?? null
