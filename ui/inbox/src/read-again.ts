import type { QueryClient, QueryKey } from "@tanstack/react-query"

/** After news. What was asked for before them may not tell them, and a first read on its way would pass for a new one. */
export const readAgain = async (queries: QueryClient, queryKey: QueryKey): Promise<void> => {
  await queries.cancelQueries({ queryKey })
  await queries.invalidateQueries({ queryKey })
}
