import { useSyncExternalStore } from "react"

const narrow = "(max-width: 1000px)"

/** Whether there is no room for a wide table. */
export const useCards = (): boolean => useSyncExternalStore(follow, () => matchMedia(narrow).matches)

const follow = (changed: () => void) => {
  const query = matchMedia(narrow)
  query.addEventListener("change", changed)
  return () => query.removeEventListener("change", changed)
}
