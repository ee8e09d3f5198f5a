import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { go } from "../route.ts"
import { Door } from "./door.tsx"
import { PasswordField, shortest } from "./password.tsx"
import { doorStrings } from "./strings.ts"

const words = doorStrings

type Typed = { workspace: string; name: string; email: string; password: string }
type Problems = Partial<Record<keyof Typed, string>>

export function FirstOwner({ token }: { token: string }) {
  const [typed, setTyped] = useState<Typed>({ workspace: "", name: "", email: "", password: "" })
  const [tried, setTried] = useState(false)
  const create = useMutation({
    mutationFn: () => client.post<{ next: string }>("/api/setup", { token, ...typed }),
    onSuccess: ({ next }) => go(next, "replace"),
  })
  const problems = { ...(tried ? problemsIn(typed) : {}), ...refusedFields(create.error) }
  const field = (name: keyof Typed) => ({
    value: typed[name],
    error: problems[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      setTyped({ ...typed, [name]: event.currentTarget.value }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!Object.keys(problemsIn(typed)).length) create.mutate()
  }
  return (
    <Door title={words.setup} text={words.setupText}>
      <form onSubmit={submit} noValidate>
        <Field label={words.workspace} autoComplete="organization" {...field("workspace")} />
        <Field label={words.name} help={words.nameHelp} autoComplete="name" {...field("name")} />
        <Field label={words.email} type="email" autoComplete="username" {...field("email")} />
        <PasswordField
          label={words.password}
          help={words.passwordHelp}
          autoComplete="new-password"
          value={typed.password}
          error={problems.password}
          onChange={password => setTyped({ ...typed, password })}
        />
        {create.isError && !Object.keys(refusedFields(create.error)).length && (
          <p role="alert">{reasonOf(create.error)}</p>
        )}
        <Button look="primary" type="submit" disabled={create.isPending}>
          {create.isPending ? words.creating : words.create}
        </Button>
      </form>
    </Door>
  )
}

const problemsIn = ({ workspace, name, email, password }: Typed): Problems => ({
  ...(!workspace.trim() && { workspace: words.needed }),
  ...(!name.trim() && { name: words.needed }),
  ...(!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(email.trim()) && { email: words.needEmail }),
  ...(password.length < shortest && { password: words.shortPassword }),
})

const refusedFields = (error: Error | null): Problems => (error instanceof Refusal ? error.fields : {})
