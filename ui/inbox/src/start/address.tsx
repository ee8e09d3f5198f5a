import { Refusal } from "@chatref/shared/client"
import type { Source } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { To } from "../parts/to.tsx"
import { Learned } from "./learned.tsx"
import { learningBegins } from "./reads.ts"
import { startStrings } from "./strings.ts"
import { wholeAddress } from "./whole.ts"

const words = startStrings.address

export function Address({ sources }: { sources: Source[] }) {
  const [address, setAddress] = useState("")
  const [inside, setInside] = useState(false)
  const [tried, setTried] = useState(false)
  const learn = useMutation({
    mutationFn: (address: string) => client.post("/api/admin/sources", { address, allow_private: inside }),
    onSuccess: learningBegins,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = wholeAddress(address)
    setAddress(whole)
    setTried(true)
    if (isWhole(whole)) learn.mutate(whole)
  }
  return (
    <>
      <form className="row-form" onSubmit={submit} noValidate>
        <Field
          label={words.label}
          bare
          type="url"
          inputMode="url"
          placeholder={words.placeholder}
          value={address}
          error={tried && !isWhole(address) ? words.invalid : refusedBecause(learn.error)}
          onChange={event => setAddress(event.currentTarget.value)}
        />
        <Button look="primary" type="submit" disabled={learn.isPending}>
          {words.learn}
        </Button>
      </form>
      <label className="check">
        <input type="checkbox" checked={inside} onChange={event => setInside(event.currentTarget.checked)} />
        {words.allowPrivate}
      </label>
      {sources.map(source =>
        source.kind === "written" ? (
          <Written key={source.id} source={source} />
        ) : (
          <Learned key={source.id} source={source} />
        ),
      )}
    </>
  )
}

const isWhole = (address: string) => /^https?:\/\/[^\s/]+/.test(address.trim())

const refusedBecause = (error: Error | null): string | null => {
  if (!error) return null
  return error instanceof Refusal ? (error.fields.address ?? error.message) : reasonOf(error)
}

/** The answers that teammates wrote have a page of their own, where each can be changed and deleted. */
function Written({ source }: { source: Source }) {
  const to = { page: "lessons", part: "answers", open: null } as const
  if (!source.learned) return null
  return (
    <div className="source" data-state={source.state}>
      <header>
        <strong>{words.written(source.learned)}</strong>
        <To to={to}>{words.toWritten}</To>
      </header>
    </div>
  )
}
