import { newId } from "@chatref/shared/id"
import type { Me, Outcome, TeamCommand } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type RefObject, useEffect, useRef, useState } from "react"
import { command, isRefusal, reasonOf } from "../api.ts"
import { catchUpThread } from "../live.ts"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"
import { whenSaid } from "../sending.ts"
import { lastSeen, type Thread } from "./state.ts"
import { untoldIn } from "./steps.ts"

/** What the desk asks back before an act can go on. */
type Question = "outcome" | "hand_back" | "untold" | null

type Send = (ticks: string[]) => void
/** What goes on once the visitor was told: the close itself, or a last message with it. */
type Closing = { outcome: Outcome | null } | { send: Send }

export type Acts = {
  mine: boolean
  /** Whether the visitor waits for a person's answer. */
  owed: boolean
  /** Whether a teammate has replied since then. */
  answered: boolean
  busy: TeamCommand["kind"] | null
  question: Question
  ask: (question: Question) => void
  takeOver: () => void
  resolve: (outcome: Outcome | null) => void
  /** Goes on with the steps that the visitor was told of: at once if none is left, else once that is said. */
  whenTold: (send: Send) => void
  /** They were told. */
  told: () => void
  handBack: (word: string, text: string) => void
  release: () => void
  transfer: (to: { teammate: string } | { team: string }) => void
  snooze: (until: Date) => void
  tag: (add: string[], remove: string[]) => void
  plain: (kind: "wake" | "pause_assistant" | "resume_assistant") => void
}

/** Everything a teammate can do to an open thread but write in it. */
export function useActs(thread: Thread, me: Me): Acts {
  const { conversation, stage, owner } = thread.summary
  const [question, ask] = useState<Question>(null)
  const [closing, closeSo] = useState<Closing | null>(null)
  const shown = useShown()
  const run = useMutation({
    mutationKey: ["act", conversation],
    scope: { id: conversation },
    // Without a network it fails and says so; the library would keep it back, and let it go much later.
    networkMode: "always",
    mutationFn: (order: TeamCommand) => whenSaid(conversation).then(() => command(conversation, order)),
    // Who was refused may try again at once; what was done is not done twice before the thread shows it.
    onError: (error, order) => {
      void catchUpThread(conversation)
      const close = order.kind === "resolve" && shown.current ? order : null
      if (close && isRefusal(error, "unanswered")) ask("outcome")
      else if (close && isRefusal(error, "unconfirmed")) askUntold({ outcome: close.outcome ?? null })
      else say(reasonOf(error))
    },
    onSuccess: (_, { kind }) => {
      if (kind === "resolve" || kind === "hand_back") ask(null)
      return catchUpThread(conversation)
    },
  })
  const seen = () => lastSeen(thread.view)
  const mine = stage === "assigned" && owner?.id === me.teammate.id
  // What is done while other acts are on their way comes after them; what is done twice in a row is done once.
  const act = (order: TeamCommand) => isOnItsWay(conversation, order) || run.mutate(order)
  const resolve = (outcome: Outcome | null, ticks: string[] = []) =>
    act({ kind: "resolve", outcome, ticks, ...seen() })
  const askUntold = (next: Closing) => {
    closeSo(next)
    ask("untold")
  }
  const steps = () => untoldIn(thread.handoff).map(({ id }) => id)
  return {
    mine,
    owed: thread.summary.person_owed_since !== null,
    answered: isAnswered(thread),
    busy: run.isPending ? run.variables.kind : null,
    question,
    ask,
    takeOver: () => !mine && act(takeOver(thread)),
    resolve: outcome => stage !== "resolved" && resolve(outcome),
    whenTold: send => (steps().length ? askUntold({ send }) : send([])),
    told: () => {
      if (closing && "send" in closing) closing.send(steps())
      else if (closing) resolve(closing.outcome, steps())
    },
    handBack: (word, text) =>
      act({ kind: "hand_back", word, ...(text && { message: newId(), text }), ...seen() }),
    release: () => act({ kind: "release", ...seen() }),
    transfer: to => act({ kind: "transfer", ...to, ...seen() }),
    snooze: until => act({ kind: "snooze", until: until.toISOString(), ...seen() }),
    tag: (add, remove) => act({ kind: "tag", add, remove }),
    plain: kind => act({ kind }),
  }
}

/** Whether the thread is still there to ask something back; an answer may come after it was left. */
function useShown(): RefObject<boolean> {
  const shown = useRef(false)
  useEffect(() => {
    shown.current = true
    return () => {
      shown.current = false
    }
  }, [])
  return shown
}

/** Done again is what leads to the same as the last one on its way; a tag comes between them without changing it. */
const isOnItsWay = (conversation: string, order: TeamCommand): boolean => {
  const waiting = queries
    .getMutationCache()
    .findAll({ mutationKey: ["act", conversation], status: "pending" })
  const last = waiting
    .map(({ state }) => state.variables as TeamCommand)
    .findLast(({ kind }) => kind !== "tag")
  return last?.kind === order.kind && target(last) === target(order)
}

const target = (order: TeamCommand): string | null => {
  if (order.kind === "transfer") return order.teammate ?? order.team ?? null
  return order.kind === "snooze" ? order.until : null
}

const isAnswered = ({ summary, view }: Thread): boolean =>
  view.items.some(
    item =>
      item.type === "message" &&
      !item.note &&
      item.from.kind === "teammate" &&
      Date.parse(item.at) > Date.parse(summary.person_owed_since ?? ""),
  )

/** From a named colleague or from the assistant it is a takeover; what nobody owns is claimed. */
const takeOver = ({ summary: { stage, epoch, owner } }: Thread): TeamCommand => {
  if (stage === "assigned") return { kind: "take_over", epoch, from: owner?.id ?? null }
  return stage === "assistant" ? { kind: "take_over", epoch, from: null } : { kind: "claim", epoch }
}
