import { Check, Clock } from "@chatref/shared/icons"
import { useId, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

/** Waiting, honestly: where in line, what else can be done, and the way out. */
export function WaitingCard({ chat, screen }: { chat: Chat; screen: Screen }) {
  const strings = useStrings()
  const { waiting, contact } = screen.view
  const away = screen.site?.opening.open === false
  return (
    <section class="card waiting" aria-label={strings.waitingTitle}>
      <div class="queue" role="status">
        <span class="pulse">
          <Icon of={Clock} size={16} />
        </span>
        <div>
          <b class="figures">{waiting ? strings.place(waiting.place) : strings.waitingTitle}</b>
          {waiting?.expected != null && !away && <p>{strings.expected(minutesOf(waiting.expected))}</p>}
          <p>{strings.goOnWriting}</p>
        </div>
      </div>
      {contact ? (
        <p class="left">
          <Icon of={Check} size={14} />
          {strings.contactLeft(contact)}
        </p>
      ) : (
        // When the team is away, the line that says so has asked for a contact already.
        <Contact chat={chat} screen={screen} label={away ? strings.email : strings.leaveContact} />
      )}
      <button type="button" class="text-button plain" onClick={() => chat.withdraw()}>
        {strings.noPersonNeeded}
      </button>
    </section>
  )
}

const minutesOf = (seconds: number) => Math.max(1, Math.round(seconds / 60))

function Contact({ chat, screen, label }: { chat: Chat; screen: Screen; label: string }) {
  const strings = useStrings()
  const id = useId()
  const [address, type] = useState("")
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
          id={id}
          class="input"
          type="email"
          autoComplete="email"
          inputMode="email"
          required
          value={address}
          onInput={event => type(event.currentTarget.value)}
        />
        <button type="submit" class="button" disabled={leaving !== undefined && leaving.state !== "refused"}>
          {strings.leave}
        </button>
      </div>
      {leaving?.refusal && (
        <p class="field-error" role="alert">
          {leaving.refusal.fields.address ?? leaving.refusal.message}
        </p>
      )}
    </form>
  )
}
