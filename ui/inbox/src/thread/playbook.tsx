import "./playbook.css"
import type { Handoff, Me, Part, Step } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { command, reasonOf } from "../api.ts"
import { catchUpThread } from "../live.ts"
import { say } from "../parts/toast.tsx"
import { strings } from "../strings.ts"
import { dayAndClock } from "../times.ts"
import { write } from "./write.ts"

const words = strings.playbook
const parts: Part[] = ["acknowledge", "work", "close"]

type Props = { conversation: string; handoff: Handoff; me: Me }

/** What to do in a case of this reason, part by part; everybody who has it open sees each tick. */
export function Playbook({ conversation, handoff, me }: Props) {
  if (!handoff.playbook.length) return null
  const closed = handoff.outcome !== null || !me.rights.includes("work_cases")
  return (
    <section className="playbook" aria-label={words.title}>
      {parts.map(part => {
        const steps = handoff.playbook.filter(step => step.part === part)
        if (!steps.length) return null
        return (
          <fieldset key={part} disabled={closed}>
            <legend>{words.parts[part]}</legend>
            {steps.map(step => (
              <Line
                key={step.id}
                step={step}
                handoff={handoff.id}
                conversation={conversation}
                me={me}
                closed={closed}
              />
            ))}
          </fieldset>
        )
      })}
    </section>
  )
}

type LineProps = { step: Step; handoff: string; conversation: string; me: Me; closed: boolean }

function Line({ step, handoff, conversation, me, closed }: LineProps) {
  const ticking = useMutation({
    mutationFn: (done: boolean) => command(conversation, { kind: "tick_step", handoff, step: step.id, done }),
    onError: error => say(reasonOf(error)),
    onSettled: () => catchUpThread(conversation),
  })
  const done = ticking.isPending ? ticking.variables : step.done
  return (
    <div className="playbook-step" data-done={done}>
      <label>
        <input type="checkbox" checked={done} onChange={() => ticking.mutate(!done)} />
        <span>{step.text}</span>
      </label>
      <TickedBy step={step} me={me} />
      {step.confirm && !done && !closed && (
        <button type="button" className="link" title={words.confirm} onClick={() => write("reply")}>
          {words.say}
        </button>
      )}
    </div>
  )
}

function TickedBy({ step: { by, at }, me }: { step: Step; me: Me }) {
  if (!by || !at) return null
  const name = me.teammates.find(({ id }) => id === by)?.name ?? words.somebody
  const who = by === me.teammate.id ? strings.row.you : name
  return <small title={words.ticked(name, dayAndClock(at, Date.now()))}>{who}</small>
}
