/** Commands on their way, seen beside what the thread already shows. */
import type { Letter } from "@chatref/shared/outbox"
import type { View } from "@chatref/shared/reducer"
import type { VisitorCommand } from "@chatref/shared/wire"

export type Sent = Letter<VisitorCommand>

interface Desk {
  view: View
  letters: Sent[]
}

/** Messages that the thread doesn't show yet. */
export function unsaidIn({ view, letters }: Desk): Sent[] {
  const said = saidIn(view)
  return letters.filter(
    ({ command, conversation }) =>
      command.kind === "write" && conversation === view.conversation && !said.has(command.message),
  )
}

/** What its own card shows says there why it was refused. */
const CARDS = new Set<VisitorCommand["kind"]>(["write", "give_details", "leave_contact"])

export function refusedIn({ letters }: Desk): Sent[] {
  return letters.filter(({ state, command }) => state === "refused" && !CARDS.has(command.kind))
}

/** Ids of what has come back as events: a message by its id, another command by the number that it reached. */
export function confirmed({ view, letters }: Desk, reached: ReadonlyMap<string, number>): string[] {
  const said = saidIn(view)
  const isConfirmed = ({ id, state, command }: Sent) => {
    if (command.kind === "write" && said.has(command.message)) return true
    return state === "sent" && (reached.get(id) ?? Number.POSITIVE_INFINITY) <= view.number
  }
  return letters.filter(isConfirmed).map(letter => letter.id)
}

/** Ids of refusals from before a reload, which can only be answered where their words are still shown. */
export function outdated({ view, letters }: Desk): string[] {
  const isOutdated = ({ state, command, conversation }: Sent) =>
    state === "refused" && !(command.kind === "write" && conversation === view.conversation)
  return letters.filter(isOutdated).map(letter => letter.id)
}

function saidIn(view: View): Set<string> {
  return new Set(view.items.map(item => (item.type === "message" ? item.id : "")))
}
