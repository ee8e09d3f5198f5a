import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useEffect, useState } from "react"
import { reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import { type Problem, problemsOf } from "../parts/where.ts"
import { go } from "../route.ts"
import { missingIn, same } from "./draft.ts"
import { destinationAt } from "./list.tsx"
import { change, make, readDestinationsAgain } from "./reads.ts"
import { destinationsStrings } from "./strings.ts"
import type { Destination, Kind, Wanted } from "./wire.ts"

export type Open = { id: string; kind: Kind; destination: Destination | null; before: Wanted }
export type Drafts = ReturnType<typeof useDrafts>

/** What is being entered, by what is open. It may hold secrets, so it never leaves this window. */
export function useDrafts() {
  const [all, setAll] = useState<Record<string, Wanted>>({})
  const [wrong, setWrong] = useState<Record<string, Problem[]>>({})
  const changed = ({ id, destination, before }: Open) =>
    !destination || (all[id] !== undefined && !same(all[id], before))
  const some = Object.keys(all).length > 0
  useEffect(() => {
    if (!some) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    addEventListener("beforeunload", ask)
    return () => removeEventListener("beforeunload", ask)
  }, [some])
  const blame = (id: string, problems: Problem[]) => setWrong(now => ({ ...now, [id]: problems }))
  return {
    has: (id: string) => all[id] !== undefined,
    shown: ({ id, before }: Open) => all[id] ?? before,
    changed,
    problems: ({ id }: Open) => wrong[id] ?? [],
    blame,
    set: (id: string, wanted: Wanted | null) => {
      if (!wanted) blame(id, [])
      setAll(({ [id]: _, ...rest }) => (wanted ? { ...rest, [id]: wanted } : rest))
    },
  }
}

export function useSave(drafts: Drafts, open: Open) {
  const wanted = drafts.shown(open)
  const saving = useMutation({
    mutationFn: () => (open.destination ? change(open.id, wanted) : make(open.kind.kind, wanted)),
    onSuccess: async ({ id }) => {
      await readDestinationsAgain()
      drafts.set(open.id, null)
      go(destinationAt(id), "replace")
      say(destinationsStrings.saved)
    },
    onError: error => {
      if (error instanceof Refusal && Object.keys(error.fields).length)
        drafts.blame(open.id, problemsOf(error.fields))
      else say(reasonOf(error))
    },
  })
  const save = () => {
    const missing = missingIn(open.kind, wanted, open.destination?.secrets ?? [])
    drafts.blame(open.id, missing)
    if (!missing.length) saving.mutate()
  }
  return { pending: saving.isPending, save }
}
