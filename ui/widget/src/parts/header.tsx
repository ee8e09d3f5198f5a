import { ChevronDown } from "@chatref/shared/icons"
import type { Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import type { Strings } from "../strings/strings.ts"
import { Face } from "./face.tsx"
import { Icon } from "./icon.tsx"

export function Header({ screen, close }: { screen: Screen; close: () => void }) {
  const strings = useStrings()
  const { site, view } = screen
  const owner = view.head?.owner
  return (
    <header class="header">
      {owner?.initials ? <Face of={owner} /> : <span class="logo">{site?.initials ?? ""}</span>}
      <div class="names">
        <h1 id="title" tabIndex={-1}>
          {site ? site.name : <span class="skeleton name" />}
        </h1>
        <p>{site ? state(screen, strings) : <span class="skeleton state" />}</p>
      </div>
      {parent !== window && (
        <button type="button" class="button quiet square" aria-label={strings.minimise} onClick={close}>
          <Icon of={ChevronDown} size={20} />
        </button>
      )}
    </header>
  )
}

/** Who speaks here now, and whether the team is there. */
function state({ site, view }: Screen, strings: Strings): string {
  const { stage, owner } = view.head ?? { stage: "assistant", owner: null }
  if (stage === "assigned") return owner ? strings.talkingTo(owner.name) : strings.talkingToTeam
  if (stage === "resolved") return strings.resolvedHeader
  const waiting = stage === "waiting" || stage === "offered"
  if (waiting && site?.opening.open) return strings.waitingHeader
  return site?.opening.text || strings.assistant
}
