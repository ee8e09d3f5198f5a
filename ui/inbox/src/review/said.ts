import type { Handoff, Lesson } from "@chatref/shared/inbox-wire"
import type { Item } from "@chatref/shared/reducer"
import type { Wanted } from "../learning/wire.ts"

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
  teams: number,
): "answer" | "rule" | null => {
  if (lesson === "person_needed" && teams < 2) return null
  if (lesson === "needless" && (!rule || asked)) return null
  return lesson === "content_missing" ? "answer" : "rule"
}

const wanted = {
  person_needed: "other_team",
  needed_sooner: "hand_over",
  content_missing: "stay",
  needless: "stay",
} as const satisfies Record<Lesson, Wanted>

export const wantedAfter = (lesson: Lesson): Wanted => wanted[lesson]

/** The team that the rules chose for a handoff, and the one that a teammate gave it to instead. */
export const teamsOf = (items: readonly Item[], handoff: string) => {
  let [chosen, given]: (string | null)[] = [null, null]
  let inside = false
  for (const item of items) {
    if (item.type !== "change") continue
    const { event } = item
    const of = event as { handoff?: unknown; team?: string | null; teammate?: unknown }
    if (event.kind === "handoff_opened" && of.handoff === handoff) {
      chosen = of.team ?? null
      inside = true
    } else if (event.kind === "handoff_ended") inside = false
    else if (inside && event.kind === "transferred" && event.actor.kind === "teammate" && !of.teammate)
      given = of.team ?? null
  }
  return { chosen, given: given === chosen ? null : given }
}
