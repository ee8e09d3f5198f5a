import { Check, Clock } from "@chatref/shared/icons"
import type { Waiting } from "@chatref/shared/wire"
import { useId, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import type { Strings } from "../strings/strings.ts"
import { Icon } from "./icon.tsx"

/** Waiting, honestly: where in line or how long, what else can be done, and the way out. */
export function WaitingCard({ chat, screen }: { chat: Chat; screen: Screen }) {
  const strings = useStrings()
  const { waiting, contact } = screen.view
  const place = waiting?.text || placeIn(waiting, strings)
  const away = screen.site?.opening.open === false && screen.site.opening.text
  return (
    <section class="card waiting" aria-label={strings.waitingTitle}>
      <div class="queue" role="status">
        <span class="pulse">
          <Icon of={Clock} size={16} />
        </span>
        <div>
          <b class="figures">{away || place}</b>
          {away && <p class="figures">{place}</p>}
          <p>{strings.goOnWriting}</p>
        </div>
      </div>
      {contact ? (
        <p class="left">
          <Icon of={Check} size={14} />
          {strings.contactLeft(contact)}
        </p>
      ) : (
        <Contact chat={chat} screen={screen} />
      )}
      <button type="button" class="text-button plain" onClick={() => chat.withdraw()}>
        {strings.noPersonNeeded}
      </button>
    </section>
  )
}

function placeIn(waiting: Waiting | null, strings: Strings): string {
  return waiting?.place == null ? strings.waitingTitle : strings.place(waiting.place)
}

function Contact({ chat, screen }: { chat: Chat; screen: Screen }) {
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
      <label for={id}>{strings.leaveContact}</label>
      <div class="row">
        <input
          id={id}
          class="input"
          type="email"
          autoComplete="email"
          inputMode="email"
          placeholder={strings.email}
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
