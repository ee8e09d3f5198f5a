import type { View } from "@chatref/shared/reducer"

/** Words of others that came after the last that was seen. */
export function countUnread(view: View, seen: number): number {
  return view.items.filter(
    item => item.type === "message" && item.number > seen && item.from.kind !== "visitor",
  ).length
}
