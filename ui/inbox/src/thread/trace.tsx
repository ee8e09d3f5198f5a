import type { Handoff } from "@chatref/shared/inbox-wire"
import { Chip } from "../parts/chip.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { strings } from "../strings.ts"
import { exact } from "../times.ts"
import { reasonWords } from "../words.ts"
import type { Thread } from "./state.ts"
import { type JudgedRule, verdictOf } from "./verdict.ts"

const words = strings.card

type Props = { open: boolean; onClose: () => void; thread: Thread; handoff: Handoff }

/** The record of why: the sentence, the rule, its times, and each measured value against its limit. */
export function Trace({ open, onClose, thread, handoff }: Props) {
  const times = thread.summary.handoff
  return (
    <Dialog open={open} onClose={onClose} title={words.whyTitle} text={handoff.why} wide>
      <dl className="pairs">
        <Pair label={words.reason} value={reasonWords(handoff.reason)} />
        <Pair label={words.rule} value={handoff.rule || words.noRule} />
        <Pair label={words.requested} value={moment(handoff.requested_at ?? times?.requested_at)} />
        <Pair label={words.queued} value={moment(handoff.queued_at ?? times?.queued_at)} />
        <Pair label={words.claimed} value={moment(handoff.claimed_at ?? times?.claimed_at)} />
      </dl>
      {verdictOf(thread.view, words.always).map(rule => (
        <Rule key={rule.rule} of={rule} />
      ))}
    </Dialog>
  )
}

const moment = (at: string | null | undefined) => (at ? exact(at) : null)

const Pair = ({ label, value }: { label: string; value: string | null }) =>
  value ? (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  ) : null

const Rule = ({ of: { rule, fired, tests } }: { of: JudgedRule }) => (
  <details className="trace" open={fired}>
    <summary>
      {rule}
      <Chip {...(fired ? { tone: "accent" as const } : {})}>{fired ? words.fired : words.notFired}</Chip>
    </summary>
    <table>
      <thead>
        <tr>
          <th scope="col">{words.test}</th>
          <th scope="col">{words.value}</th>
          <th scope="col">{words.limit}</th>
        </tr>
      </thead>
      <tbody>
        {tests.map((test, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a recorded verdict never changes
          <tr key={at} data-fired={test.fired}>
            <th scope="row">{test.test}</th>
            <td>{test.value}</td>
            <td>{test.limit}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </details>
)
