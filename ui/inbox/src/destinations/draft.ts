import type { Problem } from "../parts/where.ts"
import { destinationsStrings } from "./strings.ts"
import type { Destination, Kind, Wanted } from "./wire.ts"

const words = destinationsStrings.editor

export type State = "off" | "failing" | "dead" | "working" | "unused"

/** What matters most about it. */
export const stateOf = ({ on, failing_since, dead, delivered }: Destination): State => {
  if (failing_since) return "failing"
  if (dead) return "dead"
  if (!on) return "off"
  return delivered ? "working" : "unused"
}

export const wantedOf = ({ name, settings, takes, on, follow_up }: Destination): Wanted => ({
  name,
  settings,
  takes: { actions: takes.actions ?? [], teams: takes.teams ?? [], reasons: takes.reasons ?? [] },
  on,
  follow_up,
})

/** Where one has to be chosen, it begins with the first. */
export const newWanted = ({ title, entries }: Kind): Wanted => ({
  name: title,
  settings: Object.fromEntries(
    entries
      .filter(({ required, choices }) => required && choices.length)
      .map(({ id, choices }) => [id, choices[0] ?? ""]),
  ),
  takes: { actions: [], teams: [], reasons: [] },
  on: true,
  follow_up: true,
})

/** An empty text says as much as none. */
export const same = (one: Wanted, other: Wanted): boolean => plain(one) === plain(other)

const plain = ({ settings, ...rest }: Wanted): string =>
  JSON.stringify([
    rest,
    Object.entries(settings)
      .filter(([, value]) => value !== "" && value !== false)
      .sort(),
  ])

/** What has to be entered; a secret that is kept need not be. */
export const missingIn = (kind: Kind, wanted: Wanted, kept: readonly string[]): Problem[] => [
  ...(wanted.name.trim() ? [] : [{ at: "name", text: words.needed }]),
  ...kind.entries
    .filter(({ id, required }) => required && !kept.includes(id) && !String(wanted.settings[id] ?? "").trim())
    .map(({ id }) => ({ at: `settings.${id}`, text: words.needed })),
]
