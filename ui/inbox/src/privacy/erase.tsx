import "../parts/forms.css"
import "./privacy.css"
import { Download } from "@chatref/shared/icons"
import type { ErasingView, ReachView } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Icon } from "../parts/icon.tsx"
import { Bar } from "../parts/states.tsx"
import { There } from "../parts/there.tsx"
import { say } from "../parts/toast.tsx"
import { strings } from "../strings.ts"
import { copyAt, eraseConversation, eraseVisitor, useErasing } from "./reads.ts"
import { privacyStrings } from "./strings.ts"

const words = privacyStrings.erase
type What = "this" | "all"

/** The question before everything is gone: what goes, what stays, and where else it lies. */
export function Erase({ conversation, onClose }: { conversation: string; onClose: () => void }) {
  const read = useErasing(conversation)
  const [what, choose] = useState<What>("this")
  const erasing = useMutation({
    mutationFn: async ({ visitor }: ErasingView) =>
      what === "all" ? eraseVisitor(visitor) : eraseConversation(conversation),
    onSuccess: () => {
      onClose()
      say(words.done)
    },
    onError: error => say(reasonOf(error)),
  })
  const found = read.data
  const actions = (
    <>
      <Button onClick={onClose}>{strings.cancel}</Button>
      <Button
        className="danger"
        disabled={!found || erasing.isPending}
        onClick={() => found && erasing.mutate(found)}
      >
        {words.act}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={words.title} text={words.text} actions={actions}>
      {read.isError && <p role="alert">{reasonOf(read.error)}</p>}
      {read.isPending && <Bar width="60%" />}
      {found && <Choices found={found} what={what} choose={choose} />}
    </Dialog>
  )
}

type ChoicesProps = { found: ErasingView; what: What; choose: (what: What) => void }

function Choices({ found, what, choose }: ChoicesProps) {
  const hints = { this: words.thisHint, all: words.allHint(found.all.conversations) }
  return (
    <>
      <div className="outcomes" role="radiogroup" aria-label={words.what}>
        {(["this", "all"] as const).map(name => (
          <label key={name}>
            <input type="radio" name="what" checked={name === what} onChange={() => choose(name)} />
            <span>
              <strong>{words[name]}</strong>
              <small>{hints[name]}</small>
            </span>
          </label>
        ))}
      </div>
      <Reach of={found[what]} block={found.blocked && what === "all"} />
      <p>
        <a className="there" href={copyAt(found.visitor)} download>
          <Icon of={Download} size={15} />
          {words.copy}
        </a>
      </p>
    </>
  )
}

const Reach = ({ of, block }: { of: ReachView; block: boolean }) => (
  <div className="reach">
    <section aria-label={words.goes}>
      <h3>{words.goes}</h3>
      <ul>
        <li>{words.words}</li>
        {of.going_on > 0 && <li>{words.goingOn(of.going_on)}</li>}
        {of.on_its_way > 0 && <li>{words.onItsWay(of.on_its_way)}</li>}
        {of.lessons > 0 && <li>{words.lessons(of.lessons)}</li>}
        {block && <li>{words.block}</li>}
      </ul>
    </section>
    <section aria-label={words.stays}>
      <h3>{words.stays}</h3>
      <ul>
        <li>{words.figures}</li>
        {of.answers > 0 && <li>{words.answers(of.answers)}</li>}
        {of.tickets.map(({ to, reference, address }) => (
          <li key={`${to} ${reference} ${address}`}>
            {words.ticket(to)}. {words.ticketText}{" "}
            {address ? <There address={address} words={reference || address} /> : reference}
          </li>
        ))}
      </ul>
    </section>
  </div>
)
