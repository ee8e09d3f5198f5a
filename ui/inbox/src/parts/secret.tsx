import { Check, Copy } from "@chatref/shared/icons"
import type { SigningSecret } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { client, reasonOf } from "../api.ts"
import { AskedButton } from "./asked.tsx"
import { Button } from "./button.tsx"
import { useCopy } from "./copy.tsx"
import { Field } from "./field.tsx"
import { ownerStrings } from "./owner-strings.ts"
import { say } from "./toast.tsx"

const words = ownerStrings.secret
const address = "/api/admin/actions/secret"

/** Shown when it is asked for, and gone when the page is left. */
export function Secret() {
  const [secret, setSecret] = useState<string | null>(null)
  const reading = useMutation({
    mutationFn: () => client.get<SigningSecret>(address),
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
  return (
    <div className="secret-shown">
      <Field label={words.label} bare className="input mono" readOnly value={secret} />
      <Button icon={done ? Check : Copy} onClick={copy}>
        {done ? words.copied : words.copy}
      </Button>
      <AskedButton
        button={{ look: "quiet" }}
        title={words.renewTitle}
        text={words.renewText}
        act={words.renew}
        run={() => client.post<SigningSecret>(address, {})}
        onDone={made => {
          onRenew(made.secret)
          say(words.renewed)
        }}
      />
    </div>
  )
}
