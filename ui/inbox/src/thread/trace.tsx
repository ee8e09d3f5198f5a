import type { Handoff } from "@chatref/shared/inbox-wire"
import { Dialog } from "../parts/dialog.tsx"
import { exact } from "../times.ts"
import { answerIn, handoverIn } from "../trace/read.ts"
import { traceStrings } from "../trace/strings.ts"
import { TraceView } from "../trace/view.tsx"
import { reasonWords } from "../words.ts"
import type { Thread } from "./state.ts"

const words = traceStrings

type Props = { onClose: () => void; thread: Thread; handoff: Handoff }

/** The record of why: the sentence, the rule, its times, and each measured value against its limit. */
export function Trace({ onClose, thread, handoff }: Props) {
  const times = thread.summary.handoff
  const record = handoverIn(thread.view)
  return (
    <Dialog open onClose={onClose} title={words.title} text={handoff.why} wide>
      <dl className="pairs">
        <Pair label={words.reason} value={reasonWords(handoff.reason)} />
        <Pair label={words.rule} value={handoff.rule || words.noRule} />
        <Pair
          label={words.version}
          value={record?.version === undefined ? null : words.versionText(record.version)}
        />
        <Pair label={words.requested} value={moment(handoff.requested_at ?? times?.requested_at)} />
        <Pair label={words.queued} value={moment(handoff.queued_at ?? times?.queued_at)} />
        <Pair label={words.claimed} value={moment(handoff.claimed_at ?? times?.claimed_at)} />
      </dl>
      {record ? <TraceView record={record} /> : <p>{words.none}</p>}
    </Dialog>
  )
}

/** The same of an answer: why the assistant was let answer. */
export function AnswerTrace({ onClose, thread, answer }: Omit<Props, "handoff"> & { answer: number }) {
  const record = answerIn(thread.view, answer)
  return (
    <Dialog open onClose={onClose} title={words.answerTitle} text={words.answerText} wide>
      {record ? <TraceView record={record} /> : <p>{words.none}</p>}
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
