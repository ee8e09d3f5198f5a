import type { Message } from "@chatref/shared/reducer"
import { clockTime, exactTime } from "@chatref/shared/time"
import { useLanguage, useStrings } from "../spoken.ts"
import { Face } from "./face.tsx"
import { Rich } from "./rich.tsx"

/** The desk's own words: what leads to a person is said like a message, who comes has a face, the rest are lines. */
export function DeskSays({ message }: { message: Message }) {
  const language = useLanguage()
  const strings = useStrings()
  if (message.line === "joined" || !message.text) return <Joined message={message} />
  if (message.line === "hand_over" || message.line === "confirmation") {
    return (
      <div class="group theirs">
        <p class="speaker">{strings.assistant}</p>
        <div class="bubble rich">
          <Rich text={message.text} />
        </div>
      </div>
    )
  }
  return (
    <p class="line">
      {message.text}{" "}
      <time dateTime={message.at} title={exactTime(message.at, language)}>
        · {clockTime(message.at, language)}
      </time>
    </p>
  )
}

/** Without words where they named somebody whom the site has ceased to introduce. */
function Joined({ message: { owner, text, at } }: { message: Message }) {
  const strings = useStrings()
  const language = useLanguage()
  const enough = text && (!owner || text.includes(owner.name.split(" ")[0] ?? owner.name))
  return (
    <div class="joined" title={exactTime(at, language)}>
      {owner && <Face of={owner} />}
      <div>
        <b>{enough ? text : strings.joined(owner?.name ?? strings.team)}</b>
        {!enough && text && <p>{text}</p>}
      </div>
    </div>
  )
}
