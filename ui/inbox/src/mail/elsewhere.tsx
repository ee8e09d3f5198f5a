import { type FormEvent, useState } from "react"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Field } from "../parts/field.tsx"
import { strings } from "../strings.ts"
import { mailStrings } from "./strings.ts"
import { conversationIn } from "./where.ts"

const words = mailStrings.mail

type Props = { open: boolean; onClose: () => void; onFile: (conversation: string) => void }

/** Another conversation than the suggested one, by its address or its number. */
export function Elsewhere({ open, onClose, onFile }: Props) {
  const [text, write] = useState("")
  const [wrong, blame] = useState(false)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const found = conversationIn(text)
    blame(found === null)
    if (!found) return
    write("")
    onFile(found)
  }
  return (
    <Dialog open={open} onClose={onClose} title={words.elsewhereTitle} text={words.elsewhereText}>
      <form className="mail-elsewhere" onSubmit={submit} noValidate>
        <Field
          label={words.elsewhereLabel}
          value={text}
          autoComplete="off"
          error={wrong ? words.noConversation : null}
          onChange={event => write(event.currentTarget.value)}
        />
        <footer>
          <Button onClick={onClose}>{strings.cancel}</Button>
          <Button look="primary" type="submit">
            {words.fileIt}
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
