import "./door.css"
import { Refusal } from "@chatref/shared/client"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { queries } from "../reads.ts"
import { go } from "../route.ts"
import { Door } from "./door.tsx"
import { PasswordField } from "./password.tsx"
import { doorStrings } from "./strings.ts"

const words = doorStrings

type Typed = { email: string; password: string }

/** Leads back to the place where the session ended. */
export function SignIn({ next, ended }: { next: string | null; ended: boolean }) {
  const [typed, type] = useState<Typed>({ email: "", password: "" })
  const [tried, setTried] = useState(false)
  const enter = useMutation({
    mutationFn: (who: Typed) => client.post<Me>("/api/inbox/sign-in", who),
    onSuccess: () => {
      queries.clear()
      go(next ?? "/inbox", "replace")
    },
  })
  const missing: Partial<ReturnType<typeof missingIn>> = tried ? missingIn(typed) : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missingIn(typed).email && !missingIn(typed).password) enter.mutate(typed)
  }
  return (
    <Door title={words.signIn} text={ended ? words.ended : words.signInText}>
      <form onSubmit={submit} noValidate>
        <Field
          label={words.email}
          type="email"
          autoComplete="username"
          value={typed.email}
          error={missing.email}
          onChange={event => type({ ...typed, email: event.currentTarget.value.trim() })}
        />
        <PasswordField
          label={words.password}
          autoComplete="current-password"
          value={typed.password}
          error={missing.password}
          onChange={password => type({ ...typed, password })}
        />
        {enter.isError && <p role="alert">{refusalOf(enter.error)}</p>}
        <Button look="primary" type="submit" disabled={enter.isPending}>
          {enter.isPending ? words.submitting : words.submit}
        </Button>
      </form>
      <p className="door-hint">{words.forgotten}</p>
    </Door>
  )
}

const missingIn = ({ email, password }: Typed) => ({
  email: email.includes("@") ? null : words.needEmail,
  password: password ? null : words.needPassword,
})

const refusalOf = (error: Error): string => {
  if (!(error instanceof Refusal)) return reasonOf(error)
  if (error.status === 429) return words.wait(Math.ceil(error.retryAfter ?? 30))
  return error.status === 401 || error.status === 403 ? words.wrong : error.message
}
