import type { Team, Teammate } from "./wire.ts"

export type TeamEdit = Partial<Pick<Team, "name" | "strategy" | "members" | "hours">>
export type PersonEdit = Partial<Pick<Teammate, "name" | "capacity" | "languages">>

/** What differs from what holds, by id: exactly this is saved. */
export type Changes = { teams: Record<string, TeamEdit>; people: Record<string, PersonEdit> }

export const nothing: Changes = { teams: {}, people: {} }

export const sameChanges = (one: Changes, other: Changes): boolean =>
  JSON.stringify(one) === JSON.stringify(other)

export const changedTeam = (changes: Changes, held: Team, edit: TeamEdit): Changes => ({
  ...changes,
  teams: put(changes.teams, held.id, differing({ ...changes.teams[held.id], ...edit }, held)),
})

export const changedPerson = (changes: Changes, held: Teammate, edit: PersonEdit): Changes => ({
  ...changes,
  people: put(changes.people, held.id, differing({ ...changes.people[held.id], ...edit }, held)),
})

/** Who belongs where is said by the teams, from whichever side it is changed. */
export const withMember = (changes: Changes, held: Team, teammate: string, belongs: boolean): Changes => {
  const { members } = shownTeam(changes, held)
  const rest = members.filter(each => each !== teammate)
  return changedTeam(changes, held, { members: belongs ? [...rest, teammate] : rest })
}

export const shownTeam = (changes: Changes, held: Team): Team => ({ ...held, ...changes.teams[held.id] })

export const shownPerson = (changes: Changes, held: Teammate): Teammate => ({
  ...held,
  ...changes.people[held.id],
})

export const saved = (changes: Changes, what: keyof Changes, id: string): Changes => ({
  ...changes,
  [what]: put<TeamEdit | PersonEdit>(changes[what], id, {}),
})

const put = <T extends object>(all: Record<string, T>, id: string, edit: T): Record<string, T> => {
  const { [id]: _, ...rest } = all
  return Object.keys(edit).length ? { ...rest, [id]: edit } : rest
}

const differing = <T extends object>(edit: T, held: Partial<T>): T => {
  const all = Object.entries(edit) as [keyof T, unknown][]
  return Object.fromEntries(all.filter(([key, value]) => !same(value, held[key]))) as T
}

/** The order of members says nothing. */
const same = (one: unknown, other: unknown): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other))

const plain = (value: unknown): unknown =>
  Array.isArray(value) && value.every(each => typeof each === "string") ? [...value].sort() : value
