import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { threadAt } from "../learning/where.ts"
import { Button } from "../parts/button.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { type Change, keyOf, listed, type Run } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import { keepRun, simulateOn } from "./reads.ts"
import type { Difference } from "./wire.ts"

const words = beforeStrings.list
const few = 8

/** The conversations that would go otherwise, each a way to its thread. */
export function Differences({ run, change }: { run: Run; change: Change | null }) {
  const of = run.found
  const [whole, showWhole] = useState(false)
  const next = useMutation({
    mutationFn: () => simulateOn(run),
    onSuccess: keepRun,
    onError: error => say(reasonOf(error)),
  })
  const all = Object.values(of.changes).reduce((sum, count) => sum + count, 0)
  const rows = listed(of.shown, change)
  if (!all) return <p>{beforeStrings.simulator.same}</p>
  return (
    <section aria-label={words.title}>
      <h3 className="before-head">{words.title}</h3>
      {of.shown.length < all && <p className="editor-text">{words.first(of.shown.length, all)}</p>}
      {!rows.length && <p className="editor-text">{words.none}</p>}
      <ul className="differences" aria-label={words.title}>
        {(whole ? rows : rows.slice(0, few)).map(each => (
          <Row key={keyOf(each)} of={each} />
        ))}
      </ul>
      {rows.length > few && !whole && (
        <Button small look="quiet" onClick={() => showWhole(true)}>
          {words.whole(rows.length)}
        </Button>
      )}
      {of.shown.length < all && (whole || rows.length <= few) && (
        <Button small look="quiet" disabled={next.isPending} onClick={() => next.mutate()}>
          {next.isPending ? words.fetching : words.next(all - of.shown.length)}
        </Button>
      )}
    </section>
  )
}

function Row({ of }: { of: Difference }) {
  const to = threadAt(of.conversation)
  const at = of.draft?.at ?? of.now?.at
  return (
    <li>
      <To to={to}>
        <span className="difference-head">
          <strong>{movedBy(of)}</strong>
          {at && <Ago at={at} />}
        </span>
        <Side words={words.now} of={of.now} />
        <Side words={words.draft} of={of.draft} />
        <span className="visually-hidden">{words.open}</span>
      </To>
    </li>
  )
}

const movedBy = ({ change, turns }: Difference): string => {
  const said = words.moved[change]
  return typeof said === "string" ? said : said(turns)
}

const Side = ({ words: name, of }: { words: string; of: Difference["now"] }) => (
  <span className="difference-side">
    <small>{name}</small>{" "}
    <span dir="auto">
      {of ? (
        <>
          {of.why}{" "}
          <small>
            {words.turn(of.turn)}, {of.team}
          </small>
        </>
      ) : (
        words.stays
      )}
    </span>
  </span>
)
