import { useSyncExternalStore } from "react"

const beside = "(min-width: 1381px)"
const tight = "(max-width: 1500px)"

/** Whether the context column has its place beside the thread. */
export const isWide = (): boolean => matchMedia(beside).matches

/** Whether the thread stands alone. */
export const isNarrow = (): boolean => matchMedia("(max-width: 760px)").matches

/** Whether the thread's header has no room for every act, so that some go into its menu. */
export const useTight = (): boolean => useSyncExternalStore(follow, () => matchMedia(tight).matches)

const follow = (changed: () => void) => {
  const query = matchMedia(tight)
  query.addEventListener("change", changed)
  return () => query.removeEventListener("change", changed)
}
