import type { Chat, Screen } from "../chat.ts"
import { ContactOffer } from "./contact.tsx"
import { FormCard } from "./form_card.tsx"
import { RatingCard } from "./rating_card.tsx"
import { WaitingCard } from "./waiting_card.tsx"

interface Props {
  chat: Chat
  screen: Screen
  toComposer: () => void
}

/** The one thing that the moment asks of the visitor, below all that was said. */
export function Cards({ chat, screen, toComposer }: Props) {
  const { view } = screen
  const stage = view.head?.stage
  if (view.gone) return null
  if (view.form)
    return (
      <FormCard key={view.form.action} chat={chat} screen={screen} form={view.form} toComposer={toComposer} />
    )
  if (stage === "waiting" || stage === "offered") return <WaitingCard chat={chat} screen={screen} />
  if (stage === "assigned" && screen.site?.mails)
    return <ContactOffer chat={chat} screen={screen} toComposer={toComposer} />
  if (stage === "resolved")
    return <RatingCard key={view.head?.episode} chat={chat} screen={screen} toComposer={toComposer} />
  return null
}
