import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import type { useDraft } from "../parts/use-draft.ts"
import { type Problem, problemsOf } from "../parts/where.ts"
import { go } from "../route.ts"
import type { Draft } from "./draft.ts"
import { problemsIn } from "./findings.ts"
import { actionAt } from "./list.tsx"
import { readActionsAgain, save } from "./reads.ts"
import { actionsStrings } from "./strings.ts"

export type Drafting = ReturnType<typeof useDraft<Draft>>

/** What is wrong is looked for at the first save, and from then on with every key, until all is saved. */
export function useSave({ draft, discard }: Drafting) {
  const [looked, look] = useState(false)
  const [refused, setRefused] = useState<Problem[]>([])
  const ours = looked ? problemsIn(draft) : []
  const problems = ours.length ? ours : refused
  const forget = () => {
    look(false)
    setRefused([])
  }
  const mutation = useMutation({
    mutationFn: () => save(draft),
    onMutate: () => setRefused([]),
    onSuccess: async ({ version }) => {
      await readActionsAgain()
      discard()
      forget()
      say(actionsStrings.saved(version))
    },
    onError: async error => {
      if (!(error instanceof Refusal)) return say(reasonOf(error))
      if (error.status === 422) return refuse(problemsOf(error.fields))
      if (error.status === 409) await readActionsAgain()
      else say(reasonOf(error))
    },
  })
  const show = (found: readonly Problem[]) => {
    const at = found.map(({ at }) => /^action\.(\d+)/.exec(at)?.[1]).find(Boolean)
    const action = at && draft.actions[Number(at)]
    if (action) go(actionAt(action.key))
  }
  const refuse = (found: Problem[]) => {
    setRefused(found)
    show(found)
    if (found[0]) say(found[0].text)
  }
  const trySave = () => {
    const found = problemsIn(draft)
    look(true)
    if (found.length) show(found)
    else mutation.mutate()
  }
  return { problems, pending: mutation.isPending, save: trySave, show: () => show(problems), forget }
}
