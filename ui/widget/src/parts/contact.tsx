import { Check, X } from "@chatref/shared/icons"
import { useId, useLayoutEffect, useRef, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

const DECLINED = "chatref:no-contact"

/** One line below the talk with a teammate, for who may leave before the answer; never again once it is answered. */
export function ContactOffer({
  chat,
  screen,
  toComposer,
}: {
  chat: Chat
  screen: Screen
  toComposer: () => void
}) {
  const strings = useStrings()
  const { contact, conversation, items } = screen.view
  const [wanted, want] = useState(false)
  const [declined, decline] = useState(chat.options.keep.get(DECLINED) === conversation)
  if (contact) {
    const last = items.at(-1)
    return last?.type === "change" && last.event.kind === "contact_left" ? (
      <ContactLeft address={contact} />
    ) : null
  }
  if (declined) return null
  if (wanted)
    return (
      <section class="card" aria-label={strings.email}>
        <Contact chat={chat} screen={screen} label={strings.offerContact} mails={false} focused />
      </section>
    )
  return (
    <p class="offer">
      <button type="button" class="text-button" onClick={() => want(true)}>
        {strings.offerContact}
      </button>
      <button
        type="button"
        class="button quiet square"
        aria-label={strings.skip}
        onClick={() => {
          chat.options.keep.set(DECLINED, conversation ?? "")
          decline(true)
          toComposer()
        }}
      >
        <Icon of={X} size={14} />
      </button>
    </p>
  )
}

export function ContactLeft({ address }: { address: string }) {
  const strings = useStrings()
  return (
    <p class="left">
      <Icon of={Check} size={14} />
      {strings.contactLeft(address)}
    </p>
  )
}

interface ContactProps {
  chat: Chat
  screen: Screen
  label: string
  mails: boolean
  focused?: boolean
}

export function Contact({ chat, screen, label, mails, focused }: ContactProps) {
  const strings = useStrings()
  const id = useId()
  const [address, type] = useState("")
  const field = useRef<HTMLInputElement>(null)
  useLayoutEffect(() => void (focused && field.current?.focus()), [])
  const leaving = screen.letters.find(({ command }) => command.kind === "leave_contact")
  return (
    <form
      class="contact"
      onSubmit={event => {
        event.preventDefault()
        chat.leaveContact(address.trim())
      }}
    >
      <label for={id}>{label}</label>
      <div class="row">
        <input
          ref={field}
          id={id}
          class="input"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          aria-describedby={mails ? `${id}-mails` : undefined}
          value={address}
          onInput={event => type(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={leaving !== undefined && leaving.state !== "refused"}>
          {strings.leave}
        </button>
      </div>
      {mails && (
        <p class="by-mail" id={`${id}-mails`}>
          {strings.answerByMail}
        </p>
      )}
      {leaving?.refusal && (
        <p class="field-error" role="alert">
          {leaving.refusal.fields.address ?? leaving.refusal.message}
        </p>
      )}
    </form>
  )
}
