import { Play } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { type Days, type Run, spans } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import { keepRun, simulate, useRun, type Way } from "./reads.ts"
import { Simulation } from "./simulation.tsx"
import type { Book } from "./wire.ts"

const words = beforeStrings.simulator

/** The draft over conversations that were. What was found stays until the next one is there. */
export function Simulator({ book }: { book: Book }) {
  const run = useRun()
  const [days, choose] = useState<Days>(run?.days ?? 28)
  const [way, go] = useState<Way | null>(null)
  const trial = useMutation({
    mutationFn: () => simulate(book, days, go),
    onMutate: () => go(null),
    onSuccess: keepRun,
  })
  return (
    <section className="simulator" aria-label={words.title}>
      <header>
        <div>
          <h3>{words.title}</h3>
          <p className="editor-text">{words.text}</p>
        </div>
        <div className="simulator-run">
          <Spans days={days} onPick={choose} />
          <Button look="primary" icon={Play} disabled={trial.isPending} onClick={() => trial.mutate()}>
            {words.run(days)}
          </Button>
        </div>
      </header>
      <div role="status">
        {trial.isPending && (
          <>
            <p className="editor-text figures">{way?.of ? words.way(way.done, way.of) : words.running}</p>
            <progress
              className="simulator-progress"
              aria-label={words.running}
              {...(way?.of && { value: way.done, max: way.of })}
            />
          </>
        )}
      </div>
      {trial.isError && (
        <p role="alert" className="late">
          {reasonOf(trial.error)} {run && words.failed}
        </p>
      )}
      {run && <Found run={run} book={book} busy={trial.isPending} />}
    </section>
  )
}

const Spans = ({ days, onPick }: { days: Days; onPick: (days: Days) => void }) => (
  <fieldset className="segments">
    <legend className="visually-hidden">{words.days}</legend>
    {spans.map(span => (
      <button key={span} type="button" aria-pressed={span === days} onClick={() => onPick(span)}>
        {words.span(span)}
      </button>
    ))}
  </fieldset>
)

function Found({ run, book, busy }: { run: Run; book: Book; busy: boolean }) {
  const { days, found } = run
  if (!found.conversations) return <p>{words.empty(days)}</p>
  return (
    <div className="simulation" aria-busy={busy}>
      {JSON.stringify(book) !== run.book && <p className="owner-warning">{words.old}</p>}
      <Simulation key={`${days} ${run.book}`} run={run} />
    </div>
  )
}
