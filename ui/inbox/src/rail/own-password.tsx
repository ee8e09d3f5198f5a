import "../parts/forms.css"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client } from "../api.ts"
import { PasswordField, shortest } from "../door/password.tsx"
import { doorStrings } from "../door/strings.ts"
import { Button } from "../parts/button.tsx"
import { say } from "../parts/toast.tsx"
import { useRefused } from "../parts/use-refused.ts"
import { refresh } from "../reads.ts"
import { strings } from "../strings.ts"

const words = strings.account
const nothing = { present: "", password: "" }
/** Asks for the present one: a browser left open is not enough. */
export function OwnPassword({ onDone }: { onDone: () => void }) {
  const [typed, type] = useState(nothing)
  const { wrong, blame, refuse } = useRefused()
  const change = useMutation({
    mutationFn: () => client.put("/api/inbox/password", typed),
    onSuccess: () => {
      onDone()
      say(words.passwordChanged)
      return refresh("sessions")
    },
    onError: refuse,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const problems = problemsIn(typed)
    blame(problems)
    if (!Object.keys(problems).length) change.mutate()
  }
  return (
    <form className="dialog-form" noValidate onSubmit={submit}>
      <PasswordField
        label={words.present}
        autoComplete="current-password"
        autoFocus
        value={typed.present}
        error={wrong.present}
        onChange={present => type({ ...typed, present })}
      />
      <PasswordField
        label={words.newPassword}
        help={doorStrings.passwordHelp}
        autoComplete="new-password"
        value={typed.password}
        error={wrong.password}
        onChange={password => type({ ...typed, password })}
      />
      <p className="field-help">{words.passwordText}</p>
      <footer className="dialog-foot">
        <Button onClick={onDone}>{strings.cancel}</Button>
        <Button type="submit" look="primary" disabled={change.isPending}>
          {words.changePassword}
        </Button>
      </footer>
    </form>
  )
}

const problemsIn = ({ present, password }: typeof nothing): Record<string, string> => ({
  ...(present ? {} : { present: doorStrings.needPassword }),
  ...(password.length < shortest ? { password: doorStrings.shortPassword } : {}),
})
