import type { ThreadMail } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { command, reasonOf } from "../api.ts"
import { catchUpThread } from "../live.ts"
import { readThreadMailAgain } from "../mail/thread-mail.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { strings } from "../strings.ts"
import { sendAgainStrings as words } from "./send-again-strings.ts"
import type { Thread } from "./state.ts"

type Props = { thread: Thread; mail: ThreadMail | undefined; answers: number[]; onClose: () => void }

/** What did not arrive goes again, to the same address or a corrected one. */
export function SendAgain({ thread, mail, answers, onClose }: Props) {
  const { conversation } = thread.summary
  const known = mail?.address ?? thread.visitor.contact ?? ""
  const [to, write] = useState(known)
  const sending = useMutation({
    mutationFn: () =>
      command(conversation, { kind: "send_again", answers, to: to.trim() === known ? null : to.trim() }),
    onSuccess: async () => {
      onClose()
      await Promise.all([catchUpThread(conversation), readThreadMailAgain(conversation)])
    },
  })
  const send = (event: FormEvent) => {
    event.preventDefault()
    if (!sending.isPending) sending.mutate()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={words.title}
      text={words.text(answers.length)}
      actions={
        <>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button look="primary" type="submit" form="send-again" disabled={sending.isPending || !to.trim()}>
            {words.send}
          </Button>
        </>
      }
    >
      <form id="send-again" onSubmit={send} noValidate>
        <Field
          label={words.to}
          type="email"
          autoComplete="off"
          value={to}
          onChange={event => write(event.target.value)}
          help={words.help}
          error={sending.error ? reasonOf(sending.error) : null}
        />
      </form>
    </Dialog>
  )
}
