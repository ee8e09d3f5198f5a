import type { Me, Summary } from "@chatref/shared/inbox-wire"

export type Availability = Me["teammate"]["availability"]
export type Offered = Summary & { offer: NonNullable<Summary["offer"]> }

const availabilities = ["available", "busy", "away"] as const satisfies Availability[]

/** What rings at one teammate, the first to lapse on top. */
export const offeredTo = (summaries: readonly Summary[], me: string): Offered[] =>
  summaries
    .filter((summary): summary is Offered => summary.stage === "offered" && summary.offer?.teammate === me)
    .sort((one, other) => Date.parse(one.offer.due_at) - Date.parse(other.offer.due_at))

export const secondsLeft = (offered: Offered, now: number): number =>
  Math.max(0, Math.floor((Date.parse(offered.offer.due_at) - now) / 1000))

export const following = (availability: Availability): Availability =>
  availabilities[(availabilities.indexOf(availability) + 1) % availabilities.length] ?? "available"
