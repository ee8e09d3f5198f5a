import type { Source } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Sources } from "../parts/sources.tsx"
import { say } from "../parts/toast.tsx"
import { learningBegins, useAnswer } from "./reads.ts"
import { Remove } from "./remove.tsx"
import { startStrings } from "./strings.ts"
import { Answer } from "./try-it.tsx"

const words = startStrings.address
const shownPages = 5

/** What became of one address: progress while it is read, then the proof that it can be found. */
export function Learned({ source }: { source: Source }) {
  const running = source.state === "new" || source.state === "learning"
  return (
    <div className="source" data-state={source.state} aria-live="polite">
      <header>
        <strong>{source.address}</strong>
        <span className="tag">{words.states[source.state] ?? source.state}</span>
        <Again source={source} running={running} />
        <Remove source={source} />
      </header>
      <progress max={Math.max(1, source.found)} value={source.learned} aria-label={source.address} />
      <p className="figures">
        {words.progress(source.learned, source.found)}
        {source.failed > 0 && <span className="late"> · {words.failed(source.failed)}</span>}
      </p>
      {source.text && <p>{source.text}</p>}
      {source.learned > 0 && <Pages of={source.pages} />}
      {source.probe && <Probe of={source.probe} />}
    </div>
  )
}

function Again({ source, running }: { source: Source; running: boolean }) {
  const what = running ? "stop" : "again"
  const act = useMutation({
    mutationFn: () => client.post(`/api/admin/sources/${source.id}/${what}`, {}),
    onSettled: learningBegins,
    onError: error => say(reasonOf(error)),
  })
  return (
    <Button small disabled={act.isPending} onClick={() => act.mutate()}>
      {running ? words.stop : words.again}
    </Button>
  )
}

function Pages({ of }: { of: Source["pages"] }) {
  if (!of.length) return null
  return (
    <>
      <h3>{words.pages}</h3>
      <ul className="pages">
        {of.slice(0, shownPages).map(page => (
          <li key={page.address} data-state={page.state}>
            {page.state === "failed" ? (
              <span title={page.title}>{page.address}</span>
            ) : (
              <span title={page.address}>{page.title || page.address}</span>
            )}
            <small>{words.states[page.state] ?? page.state}</small>
          </li>
        ))}
      </ul>
    </>
  )
}

function Probe({ of: { question, citation } }: { of: NonNullable<Source["probe"]> }) {
  const answer = useAnswer(question).data
  return (
    <>
      <h3>{words.probe}</h3>
      <div className="chat">
        <p className="chat-theirs">{question}</p>
        {answer?.citations.length ? (
          <Answer of={answer} />
        ) : (
          <div className="chat-ours">
            <p>{words.found}</p>
            {citation && <Sources of={[citation]} />}
          </div>
        )}
      </div>
    </>
  )
}
