import type { MarkView } from "@chatref/shared/served"

export type Mark = Omit<MarkView, "tags" | "person_decides"> & { tags: string[]; person_decides: boolean }
export type What = Mark["what"]

/** The mark on something, or one that says nothing. */
export const markOn = (marks: readonly Mark[], what: What, value: string): Mark =>
  marks.find(mark => mark.what === what && same(mark.value, value)) ?? {
    what,
    value,
    tags: [],
    person_decides: false,
  }

/** With this mark in its place; one that says nothing is none. */
export const marked = (marks: readonly Mark[], mark: Mark): Mark[] => {
  const rest = marks.filter(each => each.what !== mark.what || !same(each.value, mark.value))
  return mark.person_decides || mark.tags.length ? [...rest, mark] : rest
}

/** Whether a person decides this already because of what it lies in, was learned from, or of a tag that it has. */
export const inherits = (
  marks: readonly Mark[],
  what: What,
  value: string,
  source: string | null = null,
): boolean => {
  const holds = (mark: Mark): boolean =>
    (mark.what === "folder" && below(value, mark.value)) ||
    (mark.what === "source" && (below(value, mark.value) || (source !== null && same(source, mark.value))))
  const around = marks.filter(mark => holds(mark) && !(mark.what === what && same(mark.value, value)))
  const tags = [...around, markOn(marks, what, value)].flatMap(mark => mark.tags)
  return (
    around.some(mark => mark.person_decides) || tags.some(tag => markOn(marks, "tag", tag).person_decides)
  )
}

/** The folders between a source and its pages, the shortest first; a file is named from its source on. */
export const foldersIn = (source: string, pages: readonly string[]): string[] => {
  const found = new Set<string>()
  const inside = (folder: string): boolean => !folder.includes("//") || below(folder, source)
  for (const page of pages) {
    for (let folder = parent(page); folder && inside(folder) && !same(folder, source); ) {
      found.add(folder)
      folder = parent(folder)
    }
  }
  return [...found].sort()
}

const parent = (address: string): string => {
  const short = bare(address)
  const end = short.lastIndexOf("/")
  return end > short.indexOf("//") + 1 ? short.slice(0, end) : ""
}

const below = (address: string, folder: string): boolean =>
  same(address, folder) || bare(address).startsWith(`${bare(folder)}/`)

const same = (one: string, other: string): boolean => bare(one) === bare(other)

const bare = (address: string): string => (address.split("#")[0] ?? "").replace(/\/+$/, "").toLowerCase()
