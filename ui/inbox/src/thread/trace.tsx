import type { Handoff } from "@chatref/shared/inbox-wire"
import type { TraceKept } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client, conversationPath } from "../api.ts"
import { Dialog } from "../parts/dialog.tsx"
import { Bar } from "../parts/states.tsx"
import { exact } from "../times.ts"
import { answerIn, handoverIn, type Place } from "../trace/read.ts"
import { traceStrings } from "../trace/strings.ts"
import { TraceView } from "../trace/view.tsx"
import { reasonWords } from "../words.ts"
import type { Thread } from "./state.ts"

const words = traceStrings

type Props = { onClose: () => void; thread: Thread; handoff: Handoff }

/** The record of why: the sentence, the rule, its times, and each measured value against its limit. */
export function Trace({ onClose, thread, handoff }: Props) {
  const times = thread.summary.handoff
  const place = handoverIn(thread.view)
  const version = place?.stored?.version
  return (
    <Dialog open onClose={onClose} title={words.title} text={handoff.why} wide>
      <dl className="pairs">
        <Pair label={words.reason} value={reasonWords(handoff.reason)} />
        <Pair label={words.rule} value={handoff.rule || words.noRule} />
        <Pair label={words.version} value={version === undefined ? null : words.versionText(version)} />
        <Pair label={words.requested} value={moment(handoff.requested_at ?? times?.requested_at)} />
        <Pair label={words.queued} value={moment(handoff.queued_at ?? times?.queued_at)} />
        <Pair label={words.claimed} value={moment(handoff.claimed_at ?? times?.claimed_at)} />
      </dl>
      <Verdicts thread={thread} place={place} />
    </Dialog>
  )
}

/** The same of an answer: why the assistant was let answer. */
export function AnswerTrace({ onClose, thread, answer }: Omit<Props, "handoff"> & { answer: number }) {
  return (
    <Dialog open onClose={onClose} title={words.answerTitle} text={words.answerText} wide>
      <Verdicts thread={thread} place={answerIn(thread.view, answer)} />
    </Dialog>
  )
}

/** The whole record of the turn; where it can't be read, what its event says. */
function Verdicts({ thread, place }: { thread: Thread; place: Place | null }) {
  const conversation = thread.view.conversation ?? ""
  const read = useQuery({
    queryKey: ["trace", conversation, place?.seq],
    queryFn: () => client.get<TraceKept>(`${conversationPath(conversation)}/trace/${place?.seq}`),
    enabled: place !== null,
  })
  if (!place) return <p>{words.none}</p>
  if (read.isPending) return <Bar width="100%" height={120} />
  return <TraceView records={read.data?.verdicts ?? (place.stored ? [place.stored] : [])} />
}

const moment = (at: string | null | undefined) => (at ? exact(at) : null)

const Pair = ({ label, value }: { label: string; value: string | null }) =>
  value ? (
    <div>
      <dt>{label}</dt>
      <dd>{value}</dd>
    </div>
  ) : null
