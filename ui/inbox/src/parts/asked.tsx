import { Trash2 } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { strings } from "../strings.ts"
import { Button, type ButtonProps } from "./button.tsx"
import { Dialog } from "./dialog.tsx"
import { say } from "./toast.tsx"

type Question<Done> = {
  title: string
  text: string
  act: string
  run: () => Promise<Done>
  /** The question is closed by then. */
  onDone: (done: Done) => unknown
}
type Props<Done> = Question<Done> & { open: boolean; onClose: () => void }

/** The question before something is gone, and what its answer does. */
export function Asked<Done>({ open, title, text, act, run, onClose, onDone }: Props<Done>) {
  const running = useMutation({
    mutationFn: run,
    onSuccess: async done => {
      onClose()
      await onDone(done)
    },
    onError: error => say(reasonOf(error)),
  })
  const actions = (
    <>
      <Button onClick={onClose}>{strings.cancel}</Button>
      <Button className="danger" disabled={running.isPending} onClick={() => running.mutate()}>
        {act}
      </Button>
    </>
  )
  return <Dialog open={open} onClose={onClose} title={title} text={text} actions={actions} />
}

type AskedProps<Done> = Question<Done> & { button: Pick<ButtonProps, "look" | "icon" | "className"> }

/** A button that asks before it acts. */
export function AskedButton<Done>({ button, ...question }: AskedProps<Done>) {
  const [asking, ask] = useState(false)
  return (
    <>
      <Button {...button} onClick={() => ask(true)}>
        {question.act}
      </Button>
      <Asked {...question} open={asking} onClose={() => ask(false)} />
    </>
  )
}

/** At the end of a form: takes away what it is of. */
export const Removing = (question: Question<unknown>) => (
  <div>
    <AskedButton button={{ className: "danger", icon: Trash2 }} {...question} />
  </div>
)
