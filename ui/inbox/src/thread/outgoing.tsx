import { CircleAlert, Clock } from "@chatref/shared/icons"
import type { TeamCommand } from "@chatref/shared/inbox-wire"
import type { Letter } from "@chatref/shared/outbox"
import { useEffect } from "react"
import { refusalText } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { Prose } from "../parts/prose.tsx"
import { letters, useLetters } from "../sending.ts"
import { strings } from "../strings.ts"
import { sendAgain } from "./resend.ts"
import type { Thread } from "./state.ts"

const words = strings.thread

/** Messages on their way: shown at once, and kept with “try again” if they were refused. */
export function Outgoing({ thread }: { thread: Thread }) {
  const all = useLetters(thread.summary.conversation)
  const arrived = new Set(thread.view.items.flatMap(item => (item.type === "message" ? item.id : [])))
  const done = all.filter(letter => "message" in letter.command && arrived.has(letter.command.message ?? ""))
  const dropped = done.map(letter => letter.id).join()
  useEffect(() => {
    for (const id of dropped.split(",").filter(Boolean)) letters.drop(id)
  }, [dropped])
  return all
    .filter(letter => !done.includes(letter) && letter.refusal?.code !== "behind")
    .map(letter => <Pending key={letter.id} letter={letter} thread={thread} />)
}

type Props = { letter: Letter<TeamCommand>; thread: Thread }

function Pending({ letter, thread }: Props) {
  const { command, refusal } = letter
  if (!("message" in command) || !command.text) return null
  const note = command.kind === "note"
  return (
    <article className={note ? "note pending" : "message ours teammate pending"} data-state={letter.state}>
      <div className="said">
        <div className={note ? "" : "bubble"} dir="auto">
          <Prose text={command.text} />
        </div>
        <p className="speaker" role="status">
          <Icon of={refusal ? CircleAlert : Clock} size={13} />
          {refusal ? `${words.failed}: ${refusalText(refusal.code, refusal.message)}` : words.pending}
          {refusal && (
            <>
              <Button small look="quiet" onClick={() => sendAgain(letter, thread)}>
                {words.tryAgain}
              </Button>
              <Button small look="quiet" onClick={() => letters.drop(letter.id)}>
                {words.discard}
              </Button>
            </>
          )}
        </p>
      </div>
    </article>
  )
}
