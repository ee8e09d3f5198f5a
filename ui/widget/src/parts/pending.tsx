import { CircleAlert, Clock } from "@chatref/shared/icons"
import type { Chat } from "../chat.ts"
import type { Sent } from "../letters.ts"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

/** A message on its way: shown at once, and kept with "try again" if it was refused. */
export function Pending({ letter, chat }: { letter: Sent; chat: Chat }) {
  if (letter.command.kind !== "write") return null
  return (
    <div class={`group mine pending ${letter.state}`}>
      <div class="bubble">{letter.command.text}</div>
      {letter.state === "refused" ? <NotSent letter={letter} chat={chat} /> : <OnItsWay letter={letter} />}
    </div>
  )
}

function OnItsWay({ letter }: { letter: Sent }) {
  const strings = useStrings()
  if (letter.state === "sent") return <p class="meta">{strings.sent}</p>
  const waits = letter.state === "waiting"
  return (
    <p class="meta">
      <Icon of={Clock} size={12} />
      {waits ? strings.waitsForNetwork : strings.sending}
    </p>
  )
}

export function NotSent({ letter, chat }: { letter: Sent; chat: Chat }) {
  const strings = useStrings()
  return (
    <p class="meta failed" role="alert">
      <Icon of={CircleAlert} size={13} />
      {strings.notSent} {letter.refusal?.message}
      <span>
        <button type="button" class="text-button" onClick={() => chat.again(letter)}>
          {strings.tryAgain}
        </button>
        <button type="button" class="text-button plain" onClick={() => chat.discard(letter)}>
          {strings.discard}
        </button>
      </span>
    </p>
  )
}
