import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { say } from "../parts/toast.tsx"
import { go } from "../route.ts"
import { Door } from "./door.tsx"
import { PasswordField, shortest } from "./password.tsx"
import { doorStrings } from "./strings.ts"

const words = doorStrings
export function ChoosePassword({ token }: { token: string }) {
  const [password, setPassword] = useState("")
  const [tried, setTried] = useState(false)
  const choose = useMutation({
    mutationFn: () => client.post<{ next: string }>("/api/setup/password", { token, password }),
    onSuccess: ({ next }) => {
      say(words.passwordChosen)
      go(next, "replace")
    },
  })
  const short = password.length < shortest
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!short) choose.mutate()
  }
  return (
    <Door title={words.choosePassword} text={words.choosePasswordText}>
      <form onSubmit={submit} noValidate>
        <PasswordField
          label={words.password}
          help={words.passwordHelp}
          autoComplete="new-password"
          value={password}
          error={tried && short ? words.shortPassword : null}
          onChange={setPassword}
        />
        {choose.isError && <p role="alert">{reasonOf(choose.error)}</p>}
        <Button look="primary" type="submit" disabled={choose.isPending}>
          {words.choose}
        </Button>
      </form>
    </Door>
  )
}
