import type { Me, Summary } from "@chatref/shared/inbox-wire"

/** What this device has rung for: when the alert last moved, and when it rang, in milliseconds. */
export type Rung = ReadonlyMap<string, { at: string; rang: number }>

/** Everybody who waits for this teammate. */
export type Told = { rung: Rung; waiting: readonly Summary[] }

const notAgain = 60_000

/** Whether this teammate is to hear that this visitor waits. */
export const isFor = (summary: Summary, { teammate }: Me): boolean => {
  const { alert } = summary
  if (!alert) return false
  const lead = alert.lead && teammate.role === "owner"
  return lead || alert.teammate === teammate.id || alert.teams.some(team => teammate.teams.includes(team))
}

/** Everybody who waits for this teammate, and whoever of them it has to ring for: those that moved since. */
export const news = (
  known: Rung,
  summaries: readonly Summary[],
  me: Me,
  now: number,
): { rung: Rung; waiting: Summary[]; fresh: Summary[] } => {
  const waiting = summaries.filter(summary => isFor(summary, me))
  const fresh = waiting.filter(summary => moved(known, summary, now))
  const rang = new Set(fresh)
  const rung = waiting.map(summary => {
    const before = known.get(summary.conversation)?.rang ?? now
    const at = summary.alert?.at ?? ""
    return [summary.conversation, { at, rang: rang.has(summary) ? now : before }] as const
  })
  return { rung: new Map(rung), waiting, fresh }
}

const moved = (known: Rung, { conversation, alert }: Summary, now: number): boolean => {
  const before = known.get(conversation)
  return !before || (before.at !== alert?.at && now - before.rang >= notAgain)
}

/** Of those who wait, whom it rang for after a moment, and who is not being offered to this teammate anyway. */
export const rungSince = ({ rung, waiting }: Told, moment: number, me: Me): Summary[] =>
  waiting.filter(
    ({ conversation, offer }) =>
      (rung.get(conversation)?.rang ?? moment) > moment && offer?.teammate !== me.teammate.id,
  )
