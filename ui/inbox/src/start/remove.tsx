import type { Source } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { say } from "../parts/toast.tsx"
import { refresh } from "../reads.ts"
import { strings } from "../strings.ts"
import { startStrings } from "./strings.ts"

const words = startStrings.address

/** Takes a source away after a question: what was learned from it goes with it. */
export function Remove({ source }: { source: Source }) {
  const [asking, setAsking] = useState(false)
  const remove = useMutation({
    mutationFn: () => client.delete(`/api/admin/sources/${source.id}`),
    onSuccess: () => say(words.removed),
    onError: error => say(reasonOf(error)),
    onSettled: async () => {
      setAsking(false)
      await refresh("sources", "tried")
    },
  })
  const actions = (
    <>
      <Button onClick={() => setAsking(false)}>{strings.cancel}</Button>
      <Button look="primary" disabled={remove.isPending} onClick={() => remove.mutate()}>
        {words.remove}
      </Button>
    </>
  )
  return (
    <>
      <Button small aria-label={`${words.remove} ${source.address}`} onClick={() => setAsking(true)}>
        {words.remove}
      </Button>
      <Dialog
        open={asking}
        onClose={() => setAsking(false)}
        title={words.removeTitle}
        text={words.removeText(source.address, source.learned)}
        actions={actions}
      />
    </>
  )
}
