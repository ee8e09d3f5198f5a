import type { Summary } from "@chatref/shared/inbox-wire"
import { Button } from "../parts/button.tsx"
import { stay } from "../rail/rail.tsx"
import { pathOf } from "../route.ts"
import { titleOf, wayTo } from "./ring.ts"
import { alertStrings as words } from "./strings.ts"

type Props = { waiting: readonly Summary[]; onLater: () => void }

/** Where no list is in sight: that somebody waits, and the way there. */
export function Waits({ waiting, onLater }: Props) {
  const [first, ...others] = waiting
  const to = wayTo(waiting)
  return (
    <section className="waits" aria-label={words.title} hidden={!first}>
      <p className="visually-hidden" role="status">
        {first ? titleOf(waiting) : ""}
      </p>
      {first && (
        <article className="offer">
          <strong>{titleOf(waiting)}</strong>
          {!others.length && <p>{first.subject || first.last?.text}</p>}
          <div className="offer-acts">
            <Button small onClick={onLater}>
              {words.later}
            </Button>
            <a className="button primary small" href={pathOf(to)} onClick={event => stay(event, to)}>
              {words.open}
            </a>
          </div>
        </article>
      )}
    </section>
  )
}
