import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import type { useDraft } from "../parts/use-draft.ts"
import { dotted } from "../parts/where.ts"
import { go } from "../route.ts"
import { type Changes, saved } from "./draft.ts"
import { changeTeam, changeTeammate, readTeamsAgain } from "./reads.ts"
import { teamsStrings } from "./strings.ts"
import type { Team, Teammate } from "./wire.ts"

type Part = keyof Changes
type Drafting = ReturnType<typeof useDraft<Changes>>
export type Bench = { teams: Team[]; people: Teammate[]; drafting: Drafting; problems: Problem[] }

/** What was refused of whom: `at` is the field, and `where` the page on which it can be mended. */
type Problem = {
  id: string
  at: string
  text: string
  where: { page: "teams"; part: Part; open: string }
}

type One = { part: Part; id: string; send: () => Promise<unknown> }

/** Each changed team and teammate is a request; what was taken is no change any more when another is refused. */
export function useSave({ draft, change }: Drafting, teams: Team[], people: Teammate[]) {
  const [problems, setProblems] = useState<Problem[]>([])
  const mutation = useMutation({
    mutationFn: async () => {
      const found: Problem[] = []
      for (const { part, id, send } of requests(draft, teams, people)) {
        const refused = await refusalOf(send)
        if (refused) found.push(...problemsIn(refused, part, id))
        else change(now => saved(now, part, id))
      }
      return found
    },
    onMutate: () => setProblems([]),
    onSuccess: async found => {
      await readTeamsAgain()
      setProblems(found)
      const [first] = found
      if (first) go(first.where)
      say(first?.text ?? teamsStrings.saved)
    },
    onError: error => say(reasonOf(error)),
  })
  return {
    problems,
    pending: mutation.isPending,
    save: () => mutation.mutate(),
    forget: () => setProblems([]),
  }
}

const requests = (changes: Changes, teams: Team[], people: Teammate[]): One[] => [
  ...teams.flatMap(({ id }) => {
    const edit = changes.teams[id]
    return edit ? { part: "teams" as const, id, send: () => changeTeam(id, edit) } : []
  }),
  ...people.flatMap(({ id }) => {
    const edit = changes.people[id]
    return edit ? { part: "people" as const, id, send: () => changeTeammate(id, edit) } : []
  }),
]

const refusalOf = async (send: () => Promise<unknown>): Promise<Refusal | null> => {
  try {
    await send()
    return null
  } catch (error) {
    if (error instanceof Refusal && error.status !== 401) return error
    throw error
  }
}

const problemsIn = ({ fields, message }: Refusal, part: Part, id: string): Problem[] => {
  const where = { page: "teams", part, open: id } as const
  const all = Object.entries(fields)
  if (!all.length) return [{ id, at: "", text: message, where }]
  return all.map(([field, text]) => ({ id, at: dotted(field), text, where }))
}
