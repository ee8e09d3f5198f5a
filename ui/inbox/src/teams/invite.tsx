import { Check, Copy } from "@chatref/shared/icons"
import type { Invited } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { useCopy } from "../parts/copy.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { say } from "../parts/toast.tsx"
import { useRefused } from "../parts/use-refused.ts"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import { personAt } from "./people.tsx"
import { invite, inviteAgain, makePasswordLink, readTeamsAgain } from "./reads.ts"
import { teamsStrings } from "./strings.ts"
import type { Team, Teammate } from "./wire.ts"

const words = teamsStrings.invite
const nobody = { name: "", email: "", teams: [] as string[] }

type Props = { open: boolean; teams: Team[]; onClose: () => void }

/** First who it is, then the link for them; behind it their page is open. */
export function Invitation({ open, teams, onClose }: Props) {
  const [who, setWho] = useState(nobody)
  const [made, setMade] = useState<Invited | null>(null)
  const close = () => {
    onClose()
    if (made) go(personAt(made.teammate))
    setMade(null)
    setWho(nobody)
  }
  return (
    <Dialog
      open={open}
      onClose={close}
      title={made ? words.ready(who.name) : words.title}
      text={made ? words.readyText : words.text}
    >
      {made ? (
        <TheLink link={made.link} onDone={close} />
      ) : (
        <Who who={who} teams={teams} onChange={setWho} onMade={setMade} onClose={close} />
      )}
    </Dialog>
  )
}

type WhoProps = {
  who: typeof nobody
  teams: Team[]
  onChange: (who: typeof nobody) => void
  onMade: (made: Invited) => void
  onClose: () => void
}

function Who({ who, teams, onChange, onMade, onClose }: WhoProps) {
  const { wrong, blame, refuse } = useRefused()
  const making = useMutation({
    mutationFn: () => invite(who),
    onSuccess: async made => {
      onMade(made)
      await readTeamsAgain()
    },
    onError: refuse,
  })
  const send = () => {
    const missing = missingIn(who)
    blame(missing)
    if (!Object.keys(missing).length) making.mutate()
  }
  return (
    <form
      className="dialog-form"
      noValidate
      onSubmit={event => {
        event.preventDefault()
        send()
      }}
    >
      <Field
        label={words.name}
        value={who.name}
        maxLength={120}
        autoComplete="off"
        autoFocus
        error={wrong.name}
        onChange={event => onChange({ ...who, name: event.currentTarget.value })}
      />
      <Field
        label={words.email}
        help={words.emailHelp}
        type="email"
        value={who.email}
        maxLength={254}
        autoComplete="off"
        error={wrong.email}
        onChange={event => onChange({ ...who, email: event.currentTarget.value })}
      />
      <ToTeams chosen={who.teams} teams={teams} onChange={chosen => onChange({ ...who, teams: chosen })} />
      <footer className="dialog-foot">
        <Button onClick={onClose}>{strings.cancel}</Button>
        <Button type="submit" look="primary" disabled={making.isPending}>
          {making.isPending ? words.creating : words.create}
        </Button>
      </footer>
    </form>
  )
}

const missingIn = ({ name, email }: typeof nobody): Record<string, string> => ({
  ...(name.trim() ? {} : { name: words.needName }),
  ...(email.includes("@") ? {} : { email: words.needEmail }),
})

type ToProps = { chosen: string[]; teams: Team[]; onChange: (chosen: string[]) => void }

const ToTeams = ({ chosen, teams, onChange }: ToProps) =>
  teams.length > 1 ? (
    <fieldset>
      <legend className="field-label">{words.teams}</legend>
      {teams.map(({ id, name, is_default }) => (
        <label key={id} className="tick">
          <input
            type="checkbox"
            checked={is_default || chosen.includes(id)}
            disabled={is_default}
            onChange={event =>
              onChange(event.currentTarget.checked ? [...chosen, id] : chosen.filter(each => each !== id))
            }
          />
          {name}
        </label>
      ))}
      <p className="field-help">{words.teamsHelp}</p>
    </fieldset>
  ) : null

type LinkProps = { who: Teammate; act: string; text: string; make: (who: string) => Promise<Invited> }

/** Another link for who was invited and has not come. */
export const Again = ({ who }: { who: Teammate }) => (
  <Link who={who} act={teamsStrings.person.newLink} text={words.readyText} make={inviteAgain} />
)

/** A link for who has come, and lost their password since. */
export const Forgotten = ({ who }: { who: Teammate }) => (
  <Link who={who} act={words.forgotten} text={words.forgottenText} make={makePasswordLink} />
)

function Link({ who, act, text, make }: LinkProps) {
  const [made, setMade] = useState<Invited | null>(null)
  const making = useMutation({
    mutationFn: () => make(who.id),
    onSuccess: setMade,
    onError: error => say(reasonOf(error)),
  })
  return (
    <>
      <Button small disabled={making.isPending} onClick={() => making.mutate()}>
        {act}
      </Button>
      <Dialog open={made !== null} onClose={() => setMade(null)} title={words.ready(who.name)} text={text}>
        {made && <TheLink link={made.link} onDone={() => setMade(null)} />}
      </Dialog>
    </>
  )
}

function TheLink({ link, onDone }: { link: string; onDone: () => void }) {
  const [done, copy] = useCopy(link)
  return (
    <>
      <Field
        label={words.link}
        className="input mono"
        value={link}
        readOnly
        onFocus={event => event.currentTarget.select()}
      />
      <footer className="dialog-foot">
        <Button look="primary" icon={done ? Check : Copy} onClick={copy}>
          {done ? words.copied : words.copy}
        </Button>
        <Button onClick={onDone}>{words.done}</Button>
      </footer>
    </>
  )
}
