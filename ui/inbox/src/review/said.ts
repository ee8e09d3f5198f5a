import type { Handoff, Lesson } from "@chatref/shared/inbox-wire"
import type { Item } from "@chatref/shared/reducer"

/** Could the assistant have done it? In the order in which it is asked. */
export const lessons: readonly Lesson[] = ["person_needed", "needed_sooner", "content_missing", "needless"]

export type Said = { lesson: Lesson; by: { id: string | null; name: string | null } | null }

/** What the team said of a handoff, and who said it, where that is still on the page. */
export const saidOf = (handoff: Handoff, items: readonly Item[]): Said | null => {
  const word = items
    .flatMap(item => (item.type === "change" && item.event.kind === "reviewed" ? item.event : []))
    .findLast(event => event.handoff === handoff.id)
  const lesson = word?.lesson ?? handoff.lesson
  if (!lesson) return null
  return { lesson, by: word ? { id: word.actor.id ?? null, name: word.actor.name ?? null } : null }
}

/** Who is asked: whoever sees a handoff that ended, unless it was no real one. */
export const asksFor = ({ outcome }: Handoff): boolean =>
  Boolean(outcome) && outcome !== "spam" && outcome !== "duplicate"

/** What can be proposed after this word; what no rule sent can't be kept by another, nor who asked for a person. */
export const proposalOf = (
  lesson: Lesson,
  { rule }: Pick<Handoff, "rule">,
  asked: boolean,
): "answer" | "rule" | null => {
  if (lesson === "person_needed" || (lesson === "needless" && (!rule || asked))) return null
  return lesson === "content_missing" ? "answer" : "rule"
}

export const wantedAfter = (lesson: Lesson): "hand_over" | "stay" =>
  lesson === "needed_sooner" ? "hand_over" : "stay"
