import { Clock } from "@chatref/shared/icons"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import { Contact, ContactLeft } from "./contact.tsx"
import { Icon } from "./icon.tsx"

/** Waiting, honestly: where in line, what else can be done, and the way out. */
export function WaitingCard({ chat, screen }: { chat: Chat; screen: Screen }) {
  const strings = useStrings()
  const { waiting, contact } = screen.view
  const away = screen.site?.opening.open === false
  const mails = screen.site?.mails ?? false
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
        <ContactLeft address={contact} />
      ) : (
        // When the team is away, the line that says so has asked for a contact already.
        <Contact
          chat={chat}
          screen={screen}
          label={away ? strings.email : strings.leaveContact}
          mails={mails}
        />
      )}
      {contact && mails && <p class="by-mail">{strings.answerByMail}</p>}
      <button type="button" class="text-button plain" onClick={() => chat.withdraw()}>
        {strings.noPersonNeeded}
      </button>
    </section>
  )
}

const minutesOf = (seconds: number) => Math.max(1, Math.round(seconds / 60))
