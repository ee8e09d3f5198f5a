import type {
  Countries,
  HoursNow,
  Invited,
  TeamList,
  TeammateList,
  TeammateWanted,
  TimersView,
} from "@chatref/shared/served"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { useSettled } from "../parts/use-settled.ts"
import { refresh } from "../reads.ts"
import type { PersonEdit, TeamEdit } from "./draft.ts"
import type { Hours, Team, Teammate } from "./wire.ts"

const admin = "/api/admin"
const now = 30_000

/** Doors open and close, and people come and go, while one looks. */
const alive = { staleTime: 0, refetchInterval: now }

export const useTeams = () =>
  useQuery({
    queryKey: ["owner-teams"],
    queryFn: async () => (await client.get<TeamList>(`${admin}/teams`)).teams,
    ...alive,
  })

export const useTeammates = () =>
  useQuery({
    queryKey: ["owner-teammates"],
    queryFn: async () => (await client.get<TeammateList>(`${admin}/teammates`)).teammates,
    ...alive,
  })

export const useCountries = () =>
  useQuery({
    queryKey: ["countries"],
    queryFn: async () => (await client.get<Countries>(`${admin}/holidays`)).countries,
  })

export const useTimers = () =>
  useQuery({
    queryKey: ["timers"],
    queryFn: () => client.get<TimersView>(`${admin}/timers`),
    staleTime: 0,
  })

/** What hours mean now, saved or not: asked a moment after the last key. */
export const useHoursNow = (hours: Hours) => {
  const text = useSettled(JSON.stringify(hours))
  return useQuery({
    queryKey: ["hours-now", text],
    queryFn: () => client.post<HoursNow>(`${admin}/hours`, JSON.parse(text)),
    placeholderData: keepPreviousData,
    gcTime: 10_000,
    retry: false,
    ...alive,
  })
}

export const setTimers = (timers: TimersView): Promise<TimersView> => client.put(`${admin}/timers`, timers)

const teamPath = (team: string) => `${admin}/teams/${team}`
const teammatePath = (teammate: string) => `${admin}/teammates/${teammate}`

export const createTeam = (name: string): Promise<Team> => client.post(`${admin}/teams`, { name })
export const changeTeam = (team: string, edit: TeamEdit): Promise<Team> => client.put(teamPath(team), edit)
export const makeDefault = (team: string): Promise<Team> => client.post(`${teamPath(team)}/default`, {})
export const removeTeam = (team: string): Promise<unknown> => client.delete(teamPath(team))

export const invite = (who: TeammateWanted): Promise<Invited> => client.post(`${admin}/teammates`, who)
export const inviteAgain = (teammate: string): Promise<Invited> =>
  client.post(`${teammatePath(teammate)}/invite`, {})
export const makePasswordLink = (teammate: string): Promise<Invited> =>
  client.post(`${teammatePath(teammate)}/password-link`, {})
export const changeTeammate = (teammate: string, edit: PersonEdit): Promise<Teammate> =>
  client.put(teammatePath(teammate), edit)
export const removeTeammate = (teammate: string): Promise<unknown> => client.delete(teammatePath(teammate))

/** The inbox names teams and teammates too, and so do the rules. */
export const readTeamsAgain = () => refresh("owner-teams", "owner-teammates", "me", "rule-book")
