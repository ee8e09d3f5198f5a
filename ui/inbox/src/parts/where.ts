/** Where something is wrong in what was sent, and what. Places are dotted: “rules.3.when.any.0.pattern”. */
export type Problem = { at: string; text: string }

export const dotted = (place: string): string => place.replace(/\[(\d+)\]/g, ".$1").replace(/^\./, "")

export const problemsOf = (fields: Readonly<Record<string, string>>): Problem[] =>
  Object.entries(fields).map(([place, text]) => ({ at: dotted(place), text }))

/** One for each place: what is known first says it. */
export const allOf = (known: readonly Problem[], more: readonly Problem[]): Problem[] => [
  ...known,
  ...more.filter(({ at }) => !known.some(each => each.at === at)),
]

/** Those inside a place, with their places from there on. */
export const inside = (problems: readonly Problem[], place: string): Problem[] =>
  problems.flatMap(({ at, text }) => {
    if (at === place) return { at: "", text }
    return at.startsWith(`${place}.`) ? { at: at.slice(place.length + 1), text } : []
  })

/** What is wrong with exactly this, or somewhere in it where nothing smaller can show it. */
export const here = (problems: readonly Problem[], place: string): string | null =>
  inside(problems, place)[0]?.text ?? null

export const exactly = (problems: readonly Problem[], place: string): string | null =>
  problems.find(({ at }) => at === place)?.text ?? null
