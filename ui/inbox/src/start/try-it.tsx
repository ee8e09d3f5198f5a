import type { SiteRow, Tried } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { Prose } from "../parts/prose.tsx"
import { Sources } from "../parts/sources.tsx"
import { startStrings } from "./strings.ts"

const words = startStrings.try

/** A question as a visitor would ask it, answered from the content; nothing is stored. */
export function TryIt({ site, ready }: { site: SiteRow; ready: boolean }) {
  const [question, setQuestion] = useState("")
  const ask = useMutation({
    mutationFn: (text: string) => client.post<Tried>("/api/admin/try", { question: text, site: site.id }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (question.trim()) ask.mutate(question.trim())
  }
  return (
    <section className="try" aria-label={words.title}>
      <h2>{words.title}</h2>
      <p className="step-text">{ready ? words.text : words.first}</p>
      <div className="chat" aria-live="polite">
        {ask.variables && <p className="chat-theirs">{ask.variables}</p>}
        {ask.isPending && <p className="chat-wait">{words.asking}</p>}
        {ask.isError && <p role="alert">{reasonOf(ask.error)}</p>}
        {ask.data && <Answer of={ask.data} />}
      </div>
      <form className="row-form" onSubmit={submit}>
        <Field
          label={words.label}
          bare
          placeholder={words.placeholder}
          value={question}
          onChange={event => setQuestion(event.currentTarget.value)}
        />
        <Button look="primary" type="submit" disabled={ask.isPending || !question.trim()}>
          {words.ask}
        </Button>
      </form>
    </section>
  )
}

export const Answer = ({ of: { text, answer, citations } }: { of: Tried }) => (
  <div className="chat-ours">
    <Prose text={text} />
    <Sources of={citations} />
    {answer === "not_found" && <small>{words.notFound}</small>}
  </div>
)
