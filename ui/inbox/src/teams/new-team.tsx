import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import { createTeam, readTeamsAgain } from "./reads.ts"
import { teamsStrings } from "./strings.ts"
import { teamAt } from "./teams-part.tsx"

const words = teamsStrings.list

/** Asks for nothing but a name; the rest is set where the team is open. */
export function NewTeam({ open, onClose }: { open: boolean; onClose: () => void }) {
  const [name, setName] = useState("")
  const making = useMutation({
    mutationFn: () => createTeam(name),
    onSuccess: async team => {
      await readTeamsAgain()
      close()
      go(teamAt(team.id))
    },
  })
  const close = () => {
    setName("")
    making.reset()
    onClose()
  }
  return (
    <Dialog open={open} onClose={close} title={words.add} text={words.addText}>
      <form
        className="dialog-form"
        onSubmit={event => {
          event.preventDefault()
          making.mutate()
        }}
      >
        <Field
          label={words.name}
          help={words.nameHelp}
          value={name}
          maxLength={120}
          autoComplete="off"
          autoFocus
          error={making.error && wrong(making.error)}
          onChange={event => setName(event.currentTarget.value)}
        />
        <footer className="dialog-foot">
          <Button onClick={close}>{strings.cancel}</Button>
          <Button type="submit" look="primary" disabled={!name.trim() || making.isPending}>
            {words.create}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}

const wrong = (error: Error): string =>
  error instanceof Refusal ? (error.fields.name ?? error.message) : reasonOf(error)
