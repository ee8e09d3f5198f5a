import { createContext, useContext } from "react"
import type { Catalog, TestKind } from "./wire.ts"

/** What can be chosen on these pages; the same for all that is drawn on one. */
export const CatalogGround = createContext<Catalog | null>(null)

export const useCatalog = (): Catalog => {
  const catalog = useContext(CatalogGround)
  if (!catalog) throw new Error("This is drawn on the pages of the rules only.")
  return catalog
}

export const testOf = (catalog: Catalog, key: string): TestKind | undefined =>
  catalog.tests.find(test => test.key === key)

/** What a test begins with when it is chosen: a sensible measure, or nothing yet where only the owner knows. */
export const startOf = (kind: TestKind | undefined): unknown => {
  switch (kind?.given) {
    case "phrases":
    case "many":
      return []
    case "attribute":
      return { name: "", value: "" }
    case "count":
    case "share":
    case "choice":
    case "flag":
      return kind.example
    default:
      return ""
  }
}

/** An example in words, to be shown where nothing is written yet. */
export const exampleOf = ({ example }: TestKind): string => {
  if (Array.isArray(example)) return example.join(", ")
  return typeof example === "object" ? "" : String(example ?? "")
}
