import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { useRefused } from "./use-refused.ts"
import { type Problem, problemsOf } from "./where.ts"

type Wanted<Saved> = {
  send: () => Promise<Saved>
  /** What the form itself finds wrong in what would be sent. */
  missing?: readonly Problem[]
  onSaved: (saved: Saved) => Promise<unknown>
}

/** What is missing is looked for at the first save, and from then on with every key, until all is saved. */
export function useSaving<Saved>({ send, missing = [], onSaved }: Wanted<Saved>) {
  const { wrong, refuse, forgive } = useRefused()
  const [looked, look] = useState(false)
  const saving = useMutation({
    mutationFn: send,
    onMutate: forgive,
    onSuccess: async saved => {
      await onSaved(saved)
      look(false)
    },
    onError: refuse,
  })
  return {
    problems: looked && missing.length ? missing : problemsOf(wrong),
    pending: saving.isPending,
    save: () => {
      look(true)
      if (!missing.length) saving.mutate()
    },
    forget: () => {
      look(false)
      forgive()
    },
  }
}
