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

/** What is open once the first of these has gone, and the others with it: the next of its kind, or the one before. */
export const afterThem = (mails: readonly BinRow[], gone: readonly string[]): string | null => {
  const isFirst = ({ id }: BinRow) => id === gone[0]
  const automatic = mails.find(isFirst)?.automatic ?? false
  const alike = mails.filter(each => each.automatic === automatic)
  const at = Math.max(0, alike.findIndex(isFirst))
  const stays = ({ id }: BinRow) => !gone.includes(id)
  return (alike.slice(at).find(stays) ?? alike.slice(0, at).findLast(stays))?.id ?? null
}

/** This one, and all others that wait here from the same address. */
export const ofSender = (mails: readonly BinRow[], one: BinRow): string[] => {
  const others = mails.filter(
    ({ id, automatic, from_address }) => id !== one.id && !automatic && from_address === one.from_address,
  )
  return [one.id, ...(one.from_address ? others.map(({ id }) => id) : [])]
}

/** The conversation that an address of the inbox or a number names. */
export const conversationIn = (text: string): string | null =>
  text.match(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i)?.[0]?.toLowerCase() ?? null
