import type { ActionsSaved } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { refresh } from "../reads.ts"
import { type Draft, plain } from "./draft.ts"
import type { Held } from "./wire.ts"

const actions = "/api/admin/actions"

export const useActions = () =>
  useQuery({ queryKey: ["actions"], queryFn: () => client.get<Held>(actions), staleTime: 0 })

export const save = (draft: Draft): Promise<ActionsSaved> =>
  client.put(actions, { based_on: draft.based_on, actions: plain(draft) })

/** The rules choose from them. */
export const readActionsAgain = () => refresh("actions", "rule-book")
