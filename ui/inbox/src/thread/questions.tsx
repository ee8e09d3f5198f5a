import type { Handoff, Outcome, Step } from "@chatref/shared/inbox-wire"
import { useEffect, useState } from "react"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { TextField } from "../parts/field.tsx"
import { strings } from "../strings.ts"
import type { Acts } from "./acts.ts"
import { untoldIn } from "./steps.ts"
import { write } from "./write.ts"

export function Questions({ acts, handoff }: { acts: Acts; handoff: Handoff | null }) {
  const close = () => acts.ask(null)
  return (
    <>
      <OutcomeQuestion open={acts.question === "outcome"} acts={acts} close={close} />
      <UntoldQuestion open={acts.question === "untold"} acts={acts} close={close} steps={untoldIn(handoff)} />
      <HandBackQuestion open={acts.question === "hand_back"} acts={acts} close={close} />
    </>
  )
}

type Props = { open: boolean; acts: Acts; close: () => void }

const outcomes: Outcome[] = ["answered", "elsewhere", "spam", "duplicate"]

/** Nobody can say that a reply settled it where none was given. */
function OutcomeQuestion({ open, acts, close }: Props) {
  const [outcome, choose] = useState<Outcome>("elsewhere")
  const words = strings.outcome
  const actions = (
    <>
      <Button onClick={close}>{words.cancel}</Button>
      <Button look="primary" disabled={acts.busy === "resolve"} onClick={() => acts.resolve(outcome)}>
        {words.confirm}
      </Button>
    </>
  )
  return (
    <Dialog open={open} onClose={close} title={words.title} text={words.text} actions={actions}>
      <div className="outcomes" role="radiogroup" aria-label={words.title}>
        {outcomes
          .filter(name => name !== "answered" || acts.answered)
          .map(name => (
            <label key={name}>
              <input type="radio" name="outcome" checked={name === outcome} onChange={() => choose(name)} />
              <span>
                <strong>{words[name]}</strong>
                <small>{words.hints[name]}</small>
              </span>
            </label>
          ))}
      </div>
    </Dialog>
  )
}

/** A case is closed as answered when the visitor knows what they must; whether they do, a teammate says. */
function UntoldQuestion({ open, acts, close, steps }: Props & { steps: Step[] }) {
  const words = strings.untold
  const over = open && !steps.length
  useEffect(() => {
    if (over) close() // a colleague ticked the last one
  }, [over, close])
  const first = () => {
    close()
    setTimeout(() => write("reply")) // once the dialog has given the focus back
  }
  const actions = (
    <>
      <Button onClick={first}>{words.first}</Button>
      <Button look="primary" disabled={acts.busy === "resolve"} onClick={acts.told}>
        {words.close}
      </Button>
    </>
  )
  return (
    <Dialog open={open} onClose={close} title={words.title} text={words.text} actions={actions}>
      <ul className="untold">
        {steps.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      <button type="button" className="link" onClick={() => acts.ask("outcome")}>
        {words.otherwise}
      </button>
    </Dialog>
  )
}

function HandBackQuestion({ open, acts, close }: Props) {
  const [word, setWord] = useState("")
  const [text, setText] = useState("")
  const words = strings.handBack
  const ready = !acts.owed || Boolean(text.trim())
  const actions = (
    <>
      <Button onClick={close}>{strings.cancel}</Button>
      <Button
        look="primary"
        disabled={!ready || acts.busy === "hand_back"}
        onClick={() => acts.handBack(word.trim(), text.trim())}
      >
        {words.confirm}
      </Button>
    </>
  )
  return (
    <Dialog open={open} onClose={close} title={words.title} text={words.text} actions={actions}>
      <TextField
        label={words.label}
        placeholder={words.placeholder}
        rows={2}
        value={word}
        onChange={event => setWord(event.currentTarget.value)}
      />
      <TextField
        label={words.toVisitor}
        help={acts.owed ? words.owed : words.optional}
        rows={3}
        value={text}
        onChange={event => setText(event.currentTarget.value)}
      />
    </Dialog>
  )
}
