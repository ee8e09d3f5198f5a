import { useEffect } from "react"
import { useViews } from "./reads.ts"
import { strings } from "./strings.ts"

/** On every page the tab says how many need a person. */
export function useTitle(title: string): void {
  const waiting = useViews().data?.counts.needs_person ?? 0
  useEffect(() => {
    document.title = `${waiting ? `(${waiting}) ` : ""}${title} · ${strings.product}`
  }, [title, waiting])
}
