import type { Me, TeamCommand } from "@chatref/shared/inbox-wire"
import type { Letter } from "@chatref/shared/outbox"
import { useEffect } from "react"
import { catchUpThread } from "../live.ts"
import { Button } from "../parts/button.tsx"
import { letters, useLetters } from "../sending.ts"
import { strings } from "../strings.ts"
import { sendAgain } from "./resend.ts"
import type { Thread } from "./state.ts"

const words = strings.behind

type Held = Letter<Extract<TeamCommand, { kind: "reply" | "resolve" }>>

/** The reply that the server held back because somebody wrote in the meantime. */
export const useHeld = (conversation: string): Held | null => {
  const held = useLetters(conversation).find(
    letter => letter.refusal?.code === "behind" && "seen" in letter.command,
  )
  return (held as Held | undefined) ?? null
}

type Props = { letter: Held; thread: Thread; me: Me; onKeep: (text: string) => void; onSent: () => void }

/** Shows first who was quicker; sending again passes, with what has been seen by now. */
export function HeldBack({ letter, thread, me, onKeep, onSent }: Props) {
  const { conversation } = thread.summary
  useEffect(() => void catchUpThread(conversation), [conversation])
  const colleague = quicker(letter, thread, me)
  return (
    <div className="held" role="alert">
      <strong>{colleague ? words.colleague(colleague) : words.visitor}</strong>
      <p>{colleague ? words.colleagueText : words.visitorText}</p>
      <blockquote>{letter.command.text ?? ""}</blockquote>
      <div>
        <Button
          small
          onClick={() => {
            letters.drop(letter.id)
            onKeep(letter.command.text ?? "")
          }}
        >
          {words.keep}
        </Button>
        <Button
          small
          look="primary"
          onClick={() => {
            sendAgain(letter, thread)
            onSent()
          }}
        >
          {words.send}
        </Button>
      </div>
    </div>
  )
}

/** The colleague whose reply came after what the letter had seen, if that is why it was held back. */
const quicker = (letter: Held, thread: Thread, me: Me): string | null => {
  const reply = thread.view.items.findLast(
    item =>
      item.type === "message" &&
      !item.note &&
      item.from.kind === "teammate" &&
      item.from.id !== me.teammate.id &&
      item.number > letter.command.seen_colleague,
  )
  if (reply?.type !== "message") return null
  return reply.from.name ?? me.teammates.find(teammate => teammate.id === reply.from.id)?.name ?? null
}
