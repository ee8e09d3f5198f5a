import "./review.css"
import type { Handoff, Lesson, Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useRef, useState } from "react"
import { reasonOf } from "../api.ts"
import { useKeys } from "../keys.ts"
import { lessonAt } from "../learning/where.ts"
import { catchUpThread } from "../live.ts"
import { Button } from "../parts/button.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import type { Thread } from "../thread/state.ts"
import { Proposal, titleOf } from "./proposal.tsx"
import { review, useProposals } from "./reads.ts"
import { asksFor, lessons, proposalOf, type Said, saidOf, teamsOf } from "./said.ts"
import { reviewStrings } from "./strings.ts"
import { askedPlainly } from "./suggest.ts"
import { wasBegun } from "./use-begun.ts"

const words = reviewStrings

type Props = { thread: Thread; me: Me }

/** After a handoff: one quiet question, which can be left out, answered later, and answered again. Before its end, once
 * it was given to another team, only whether such a conversation should go there at once. */
export function Review({ thread, me }: Props) {
  const { handoff } = thread
  if (!handoff) return null
  if (asksFor(handoff)) return <OfHandoff key={handoff.id} thread={thread} me={me} handoff={handoff} />
  if (handoff.outcome) return null
  return <OfTransfer key={handoff.id} thread={thread} me={me} handoff={handoff} />
}

function OfTransfer({ thread, me, handoff }: Props & { handoff: Handoff }) {
  const [open, unfold] = useState(() => wasBegun(handoff.id))
  const { given } = teamsOf(thread.view.items, handoff.id)
  const team = me.teams.find(({ id }) => id === given)
  if (!team) return null
  return (
    <section className="review" aria-label={words.proposeTeam}>
      <p className="review-said">
        <span>{words.given(team.name)}</span>
        <After
          thread={thread}
          me={me}
          handoff={handoff}
          lesson="person_needed"
          open={open}
          onOpen={() => unfold(true)}
        />
      </p>
      {open && (
        <Proposal
          thread={thread}
          me={me}
          handoff={handoff}
          lesson="person_needed"
          onClose={() => unfold(false)}
        />
      )}
    </section>
  )
}

function OfHandoff({ thread, me, handoff }: Props & { handoff: Handoff }) {
  const { conversation } = thread.summary
  const [changing, change] = useState(false)
  const [open, unfold] = useState(() => wasBegun(handoff.id))
  const place = useRef<HTMLElement>(null)
  const said = saidOf(handoff, thread.view.items)
  const reviewing = useMutation({
    mutationFn: (lesson: Lesson) => review(conversation, handoff.id, lesson),
    onError: error => say(reasonOf(error)),
    onSuccess: async (_, lesson) => {
      await catchUpThread(conversation)
      change(false)
      unfold(suggests(lesson, thread, me, handoff))
      place.current?.focus()
    },
  })
  const asking = !said || changing
  useKeys({
    review: () => (place.current?.querySelector<HTMLElement>("button") ?? place.current)?.focus(),
  })
  return (
    <section className="review" aria-label={words.title} ref={place} tabIndex={-1}>
      {asking ? (
        <Question
          lesson={reviewing.isPending ? reviewing.variables : said?.lesson}
          busy={reviewing.isPending}
          onPick={lesson => reviewing.mutate(lesson)}
          onKeep={said ? () => change(false) : null}
        />
      ) : (
        <Word said={said} me={me} onChange={() => change(true)}>
          <After
            thread={thread}
            me={me}
            handoff={handoff}
            lesson={said.lesson}
            open={open}
            onOpen={() => unfold(true)}
          />
        </Word>
      )}
      {!asking && open && (
        <Proposal
          thread={thread}
          me={me}
          handoff={handoff}
          lesson={said.lesson}
          onClose={() => unfold(false)}
        />
      )}
    </section>
  )
}

/** Another team only where somebody had to give it to one. */
const suggests = (lesson: Lesson, { view: { items } }: Thread, { teams }: Me, handoff: Handoff): boolean =>
  proposalOf(lesson, handoff, askedPlainly(items, handoff.id), teams.length) !== null &&
  (lesson !== "person_needed" || teamsOf(items, handoff.id).given !== null)

type QuestionProps = {
  lesson: Lesson | undefined
  busy: boolean
  onPick: (lesson: Lesson) => void
  onKeep: (() => void) | null
}

const Question = ({ lesson, busy, onPick, onKeep }: QuestionProps) => (
  <>
    <p>{words.title}</p>
    <div className="review-answers">
      {lessons.map(each => (
        <Button key={each} small aria-pressed={each === lesson} disabled={busy} onClick={() => onPick(each)}>
          {words.lessons[each]}
        </Button>
      ))}
      {onKeep && (
        <Button small look="quiet" onClick={onKeep}>
          {words.keep}
        </Button>
      )}
    </div>
  </>
)

type WordProps = { said: Said; me: Me; onChange: () => void; children: React.ReactNode }

const Word = ({ said, me, onChange, children }: WordProps) => (
  <p className="review-said" role="status">
    <span>
      {words.title} <b>{words.said(nameOf(said, me))}</b> {words.lessons[said.lesson]}
    </span>
    <button type="button" className="link" onClick={onChange}>
      {words.change}
    </button>
    {children}
  </p>
)

const nameOf = ({ by }: Said, me: Me): string => {
  if (by?.id === me.teammate.id) return words.you
  return by?.name ?? me.teammates.find(({ id }) => id === by?.id)?.name ?? words.somebody
}

type AfterProps = Props & {
  handoff: Handoff
  lesson: Lesson
  open: boolean
  onOpen: () => void
}

/** What was proposed already, or the way to propose it. */
function After({ thread, me, handoff, lesson, open, onOpen }: AfterProps) {
  const asked = askedPlainly(thread.view.items, handoff.id)
  const kind = proposalOf(lesson, handoff, asked, me.teams.length)
  const proposals = useProposals(thread.summary.conversation, kind !== null)
  const made = proposals.data?.find(each => each.handoff === handoff.id && each.kind === kind)
  if (made) return <To to={lessonAt("corrections", made.id)}>{words.states[made.state]}</To>
  if (lesson === "needless" && asked) return <span>{words.askedPlainly}</span>
  if (!kind || open) return null
  return (
    <button type="button" className="link" onClick={onOpen}>
      {titleOf(lesson)}
    </button>
  )
}
