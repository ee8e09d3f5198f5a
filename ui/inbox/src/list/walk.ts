import type { Summary } from "@chatref/shared/inbox-wire"

/** The conversation before or after the open one; the first, if none is open or the open one left the list. */
export const neighbour = (summaries: readonly Summary[], open: string | null, by: 1 | -1): string | null => {
  const at = summaries.findIndex(summary => summary.conversation === open)
  const to = at < 0 ? 0 : Math.min(summaries.length - 1, Math.max(0, at + by))
  return summaries[to]?.conversation ?? null
}
