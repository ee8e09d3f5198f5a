import { Check, Copy } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { useCopy } from "../parts/copy.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { say } from "../parts/toast.tsx"
import { strings } from "../strings.ts"
import { readSecret, renewSecret } from "./reads.ts"
import { actionsStrings } from "./strings.ts"

const words = actionsStrings.secret

/** Shown when it is asked for, and gone when the page is left. */
export function Secret() {
  const [secret, setSecret] = useState<string | null>(null)
  const reading = useMutation({
    mutationFn: readSecret,
    onSuccess: read => setSecret(read.secret),
    onError: error => say(reasonOf(error)),
  })
  return (
    <section className="secret" aria-label={words.title}>
      <h4>{words.title}</h4>
      <p className="owner-text">{words.text}</p>
      {secret === null ? (
        <Button small disabled={reading.isPending} onClick={() => reading.mutate()}>
          {words.show}
        </Button>
      ) : (
        <Shown secret={secret} onRenew={setSecret} />
      )}
    </section>
  )
}

function Shown({ secret, onRenew }: { secret: string; onRenew: (secret: string) => void }) {
  const [done, copy] = useCopy(secret)
  const [asking, ask] = useState(false)
  const renewing = useMutation({
    mutationFn: renewSecret,
    onSuccess: made => {
      ask(false)
      onRenew(made.secret)
      say(words.renewed)
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <div className="secret-shown">
      <Field label={words.label} bare className="input mono" readOnly value={secret} />
      <Button icon={done ? Check : Copy} onClick={copy}>
        {done ? words.copied : words.copy}
      </Button>
      <Button look="quiet" onClick={() => ask(true)}>
        {words.renew}
      </Button>
      <Dialog
        open={asking}
        onClose={() => ask(false)}
        title={words.renewTitle}
        text={words.renewText}
        actions={
          <>
            <Button onClick={() => ask(false)}>{strings.cancel}</Button>
            <Button className="danger" disabled={renewing.isPending} onClick={() => renewing.mutate()}>
              {words.renew}
            </Button>
          </>
        }
      />
    </div>
  )
}
