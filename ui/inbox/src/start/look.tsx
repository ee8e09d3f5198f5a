import { Refusal } from "@chatref/shared/client"
import type { SiteRow } from "@chatref/shared/inbox-wire"
import type { Introduces } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Field, TextField } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { say } from "../parts/toast.tsx"
import { refresh } from "../reads.ts"
import { type Wanted, WidgetPreview } from "./preview.tsx"
import { startStrings } from "./strings.ts"

const words = startStrings.look
const most = 4

export function Look({ site }: { site: SiteRow }) {
  const [wanted, setWanted] = useState<Wanted>(() => ({
    name: site.name,
    greeting: site.greeting,
    suggested: site.suggested,
    colour: site.colour ?? "#0c6b58",
    introduces: site.introduces,
  }))
  const save = useMutation({
    mutationFn: () => client.put(`/api/admin/sites/${site.id}`, cleaned(wanted)),
    onSuccess: () => {
      say(words.saved)
      return refresh("sites")
    },
  })
  const change = (part: Partial<Wanted>) => setWanted({ ...wanted, ...part })
  const problems = save.error instanceof Refusal ? save.error.fields : {}
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <div className="look">
      <form onSubmit={submit}>
        <Field
          label={words.name}
          value={wanted.name}
          error={problems.name}
          onChange={event => change({ name: event.currentTarget.value })}
        />
        <TextField
          label={words.greeting}
          rows={2}
          value={wanted.greeting}
          error={problems.greeting}
          onChange={event => change({ greeting: event.currentTarget.value })}
        />
        <TextField
          label={words.suggested}
          help={words.suggestedHelp}
          rows={3}
          value={wanted.suggested.join("\n")}
          error={problems.suggested}
          onChange={event => change({ suggested: event.currentTarget.value.split("\n").slice(0, most) })}
        />
        <Select
          label={words.introduces}
          help={words.introducesHelp}
          value={wanted.introduces}
          options={words.ways}
          onPick={way => change({ introduces: way as Introduces })}
        />
        <div className="look-foot">
          <Field
            label={words.colour}
            type="color"
            value={wanted.colour}
            onChange={event => change({ colour: event.currentTarget.value })}
          />
          <Button look="primary" type="submit" disabled={save.isPending || !wanted.name.trim()}>
            {words.save}
          </Button>
        </div>
        {save.isError && !Object.keys(problems).length && <p role="alert">{reasonOf(save.error)}</p>}
      </form>
      <WidgetPreview of={wanted} />
    </div>
  )
}

const cleaned = (wanted: Wanted): Wanted => ({
  ...wanted,
  name: wanted.name.trim(),
  suggested: wanted.suggested.map(question => question.trim()).filter(Boolean),
})
