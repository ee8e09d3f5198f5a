import { ArrowLeft, PanelRight } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { Button, IconButton } from "../parts/button.tsx"
import { Face } from "../parts/face.tsx"
import { strings } from "../strings.ts"
import { languageName } from "../times.ts"
import { useTight } from "../widths.ts"
import { visitorName } from "../words.ts"
import type { Acts } from "./acts.ts"
import { MoreMenu, SnoozeMenu, TransferMenu } from "./menus.tsx"
import type { Thread } from "./state.ts"

const words = strings.thread

type Props = { thread: Thread; me: Me; acts: Acts; back: () => void; context: boolean; onContext: () => void }

export function ThreadHeader({ thread, me, acts, back, context, onContext }: Props) {
  const { watching } = thread
  const name = visitorName(thread.summary)
  const others = watching.filter(who => who.id !== me.teammate.id)
  return (
    <header className="thread-header">
      <IconButton className="back" icon={ArrowLeft} label={words.back} onClick={back} />
      <Face of={{ name }} size={32} />
      <div className="thread-who">
        <h2>{name}</h2>
        <p title={beneath(thread, acts.mine)}>{beneath(thread, acts.mine)}</p>
      </div>
      {others.length > 0 && !context && (
        <span className="watching">
          {others.slice(0, 3).map(who => (
            <Face key={who.id} of={who} size={24} alone />
          ))}
        </span>
      )}
      <div className="thread-acts">
        <Doing thread={thread} me={me} acts={acts} />
        <MoreMenu thread={thread} me={me} acts={acts} onContext={onContext} />
        <IconButton
          icon={PanelRight}
          keys="I"
          label={context ? words.hideContext : words.showContext}
          aria-pressed={context}
          onClick={onContext}
        />
      </div>
    </header>
  )
}

function Doing({ thread, me, acts }: Pick<Props, "thread" | "me" | "acts">) {
  const { stage } = thread.summary
  const tight = useTight()
  if (acts.mine) {
    return (
      <>
        {!tight && <SnoozeMenu acts={acts} />}
        {!tight && <TransferMenu me={me} acts={acts} />}
        <Button look="primary" keys="E" disabled={acts.busy === "resolve"} onClick={() => acts.resolve(null)}>
          {words.resolve}
        </Button>
      </>
    )
  }
  const taking = acts.busy === "claim" || acts.busy === "take_over"
  return (
    <>
      {!tight && stage !== "resolved" && <TransferMenu me={me} acts={acts} />}
      <Button
        look={stage === "assigned" || stage === "resolved" ? "plain" : "primary"}
        keys="T"
        disabled={taking}
        onClick={acts.takeOver}
      >
        {taking ? words.taking : takeOverWords(thread.summary)}
      </Button>
    </>
  )
}

const takeOverWords = ({ stage, owner }: Thread["summary"]): string => {
  if (stage === "resolved") return words.reopen
  return stage === "assigned" && owner
    ? words.takeOverFrom(owner.name.split(" ")[0] ?? owner.name)
    : words.takeOver
}

/** Page, language and state, as far as they are known. */
const beneath = ({ visitor, summary }: Thread, mine: boolean): string => {
  const place = (summary.page ?? "").replace(/^https?:\/\/[^/]+/, "")
  const parts = [
    mine && !summary.snoozed_until ? words.yours : stateOf(summary),
    place.length > 1 && words.onPage(place),
    visitor.language && words.language(languageName(visitor.language)),
  ]
  return parts.filter(Boolean).join(" · ")
}

const stateOf = ({ stage, owner, snoozed_until }: Thread["summary"]): string | null => {
  if (snoozed_until) return strings.views.snoozed
  if (stage === "resolved") return strings.views.resolved
  if (stage === "assigned" && owner) return words.ownedBy(owner.name)
  return stage === "assistant" ? words.assistantOn : null
}
