import type { Message, View } from "@chatref/shared/reducer"
import type { MailedView, ThreadMail } from "@chatref/shared/served"

/** The last answer of a teammate, which is what a visitor who has left is to get. */
export const lastAnswer = ({ items }: View): Message | null => {
  const found = items.findLast(item => item.type === "message" && item.from.kind === "teammate" && !item.note)
  return found?.type === "message" ? found : null
}

/** The last message that came by mail. */
export const lastMail = ({ items }: View): number | null =>
  items.findLast(item => item.type === "message" && item.byMail)?.number ?? null

/** The last word on an answer that did not arrive, or goes again. */
export const lastPost = ({ items }: View): number | null =>
  items.findLast(
    item =>
      item.type === "change" &&
      (item.event.kind === "answer_undelivered" || item.event.kind === "answer_sent_again"),
  )?.number ?? null

/** The answers here that could not be delivered; what the desk itself said is not sent again. */
export const deadIn = ({ items }: View, mail: ThreadMail | undefined): number[] => {
  const dead = new Set(mail?.mailed.filter(({ state }) => state === "dead").map(({ seq }) => seq))
  return items
    .filter(item => item.type === "message" && !item.note && speaks.has(item.from.kind))
    .map(({ number }) => number)
    .filter(number => dead.has(number))
}

const speaks = new Set(["teammate", "assistant"])

/** What became of an answer, most urgent first. */
type Fate =
  | { is: "dead"; why: string }
  | { is: "mailed"; to: string; at: string; seen: string | null }
  | { is: "due"; at: string; unlessSeen: boolean }
  | { is: "seen"; at: string }

export const fateOf = (answer: Message, mail: ThreadMail): Fate | null => {
  const seen = mail.seen && answer.vseq !== null && mail.seen.vseq >= answer.vseq ? mail.seen.at : null
  const row = mail.mailed.find(({ seq }) => seq === answer.number)
  return (row && fateBy(row, seen)) ?? (seen ? { is: "seen", at: seen } : null)
}

const fateBy = (row: MailedView, seen: string | null): Fate | null => {
  switch (row.state) {
    case "dead":
      return { is: "dead", why: row.why }
    case "sent":
      return { is: "mailed", to: row.to, at: row.at, seen }
    case "due":
      return seen && row.unless_seen ? null : { is: "due", at: row.at, unlessSeen: row.unless_seen }
    default:
      return null
  }
}
