import "./servers.css"
import { Check, Copy } from "@chatref/shared/icons"
import type { IdentitySecret, TokenList, TokenMade, TokenRow } from "@chatref/shared/served"
import { useMutation, useQuery } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { AskedButton } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { useCopy } from "../parts/copy.tsx"
import { Field } from "../parts/field.tsx"
import { Bar } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { say } from "../parts/toast.tsx"
import { readAgain } from "../read-again.ts"
import { queries } from "../reads.ts"
import { serversStrings } from "./servers-strings.ts"

const words = serversStrings
const address = "/api/admin/tokens"
const readTokensAgain = () => readAgain(queries, ["tokens"])

/** With what the business's own servers speak for it. */
export function Servers() {
  return (
    <section className="servers" aria-label={words.title}>
      <p className="owner-text">
        {words.text} {words.more}
      </p>
      <Lines of={words.lines(location.origin)} />
      <Tokens />
      <Identity />
    </section>
  )
}

function Lines({ of }: { of: string }) {
  const [done, copy] = useCopy(of)
  return (
    <div className="snippet">
      <pre>
        <code>{of}</code>
      </pre>
      <Button icon={done ? Check : Copy} onClick={copy}>
        {done ? words.copied : words.copy}
      </Button>
    </div>
  )
}

function Tokens() {
  const tokens = useQuery({
    queryKey: ["tokens"],
    queryFn: async () => (await client.get<TokenList>(address)).tokens,
  })
  return (
    <>
      <h3>{words.tokens}</h3>
      <p className="owner-text">{words.tokensText}</p>
      {tokens.isPending && <Bar width="50%" />}
      {tokens.isError && <p className="owner-warning">{reasonOf(tokens.error)}</p>}
      {tokens.data?.length === 0 && <p className="owner-text">{words.none}</p>}
      <ul className="servers-tokens">
        {tokens.data?.map(token => (
          <Token key={token.id} token={token} />
        ))}
      </ul>
      <Make />
    </>
  )
}

const Token = ({ token: { id, name, last_used_at } }: { token: TokenRow }) => (
  <li>
    <b>{name}</b>
    <span>
      {last_used_at ? (
        <>
          {words.used} <Ago at={last_used_at} whole />
        </>
      ) : (
        words.unused
      )}
    </span>
    <AskedButton
      button={{ look: "quiet" }}
      title={words.revokeTitle(name)}
      text={words.revokeText}
      act={words.revoke}
      run={() => client.post(`${address}/${id}/revoke`, {})}
      onDone={() => {
        say(words.revoked)
        return readTokensAgain()
      }}
    />
  </li>
)

/** The secret is there when it is made, and gone when the page is left. */
function Make() {
  const [name, type] = useState("")
  const [made, show] = useState<{ name: string; secret: string } | null>(null)
  const [wrong, say] = useState<string | null>(null)
  const making = useMutation({
    mutationFn: (name: string) => client.post<TokenMade>(address, { name }),
    onSuccess: async ({ secret }, name) => {
      show({ name, secret })
      type("")
      await readTokensAgain()
    },
    onError: error => say(reasonOf(error)),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    say(name.trim() ? null : words.needName)
    if (name.trim()) making.mutate(name.trim())
  }
  return (
    <>
      {made && <Shown label={words.made(made.name)} secret={made.secret} />}
      {made && <p className="owner-warning">{words.once}</p>}
      <form className="row-form" onSubmit={submit} noValidate>
        <Field
          label={words.name}
          placeholder={words.placeholder}
          autoComplete="off"
          value={name}
          error={wrong}
          onChange={event => type(event.currentTarget.value)}
        />
        <Button type="submit" disabled={making.isPending}>
          {words.make}
        </Button>
      </form>
    </>
  )
}

function Identity() {
  const [secret, show] = useState<string | null>(null)
  const reading = useMutation({
    mutationFn: () => client.get<IdentitySecret>(`${address}/identity`),
    onSuccess: read => show(read.secret),
    onError: error => say(reasonOf(error)),
  })
  return (
    <>
      <h3>{words.identity}</h3>
      <p className="owner-text">{words.identityText}</p>
      {secret === null ? (
        <div>
          <Button disabled={reading.isPending} onClick={() => reading.mutate()}>
            {words.show}
          </Button>
        </div>
      ) : (
        <Shown label={words.label} secret={secret} />
      )}
    </>
  )
}

function Shown({ label, secret }: { label: string; secret: string }) {
  const [done, copy] = useCopy(secret)
  return (
    <div className="secret-shown">
      <Field label={label} className="input mono" readOnly value={secret} />
      <Button icon={done ? Check : Copy} onClick={copy}>
        {done ? words.copied : words.copy}
      </Button>
    </div>
  )
}
