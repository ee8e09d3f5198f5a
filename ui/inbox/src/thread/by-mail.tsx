import "./by-mail.css"
import { CircleAlert, Eye, Mail } from "@chatref/shared/icons"
import type { Message } from "@chatref/shared/reducer"
import type { ThreadMail } from "@chatref/shared/served"
import { fateOf } from "../mail/fate.ts"
import { originalOf } from "../mail/reads.ts"
import { Icon } from "../parts/icon.tsx"
import { clock, dayAndClock, exact } from "../times.ts"
import { byMailStrings as words } from "./by-mail-strings.ts"

/** Under a visitor's message that came by mail: that it did, and the original. */
export function CameByMail({ message, mail }: { message: Message; mail: ThreadMail | undefined }) {
  if (!message.byMail) return null
  const original = mail?.arrived.find(({ seq }) => seq === message.number)
  return (
    <p className="speaker by-mail">
      <Icon of={Mail} size={12} />
      <span>{words.byMail}</span>
      {original && (
        <a href={originalOf(original.mail)} download>
          {original.attachments ? words.originalWith(original.attachments) : words.original}
        </a>
      )}
    </p>
  )
}

const icons = { dead: CircleAlert, mailed: Mail, due: Mail, seen: Eye }

type FateProps = { answer: Message; mail: ThreadMail | undefined; onAgain: () => void }

/** Under an answer: whether it was seen, goes by mail, or did not arrive. */
export function Fate({ answer, mail, onAgain }: FateProps) {
  const fate = mail && fateOf(answer, mail)
  if (!fate) return null
  return (
    <p className="speaker by-mail" data-is={fate.is} title={fate.is === "dead" ? undefined : exact(fate.at)}>
      <Icon of={icons[fate.is]} size={12} />
      <span>
        <Told fate={fate} />
      </span>
      {fate.is === "dead" && (
        <button type="button" className="link" onClick={onAgain}>
          {words.again}
        </button>
      )}
    </p>
  )
}

function Told({ fate }: { fate: NonNullable<ReturnType<typeof fateOf>> }) {
  switch (fate.is) {
    case "dead":
      return words.dead(fate.why)
    case "mailed":
      return words.mailed(fate.to, dayAndClock(fate.at, Date.now()), fate.seen && clock(fate.seen))
    case "due":
      return fate.unlessSeen ? words.dueUnlessSeen(clock(fate.at)) : words.due(clock(fate.at))
    case "seen":
      return words.seen(dayAndClock(fate.at, Date.now()))
    default:
      return fate satisfies never
  }
}
