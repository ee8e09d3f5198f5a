import "./offer.css"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { command, reasonOf } from "../api.ts"
import { useKeys } from "../keys.ts"
import { useNow } from "../now.ts"
import { Button } from "../parts/button.tsx"
import { Face } from "../parts/face.tsx"
import { Ago } from "../parts/time.tsx"
import { say } from "../parts/toast.tsx"
import { go } from "../route.ts"
import { reasonWords, visitorName } from "../words.ts"
import { type Offered, secondsLeft } from "./offered.ts"
import { useOffers } from "./reads.ts"
import { offerStrings as words } from "./strings.ts"

/** What rings at this teammate: over every view, and under no other work. */
export function Offers({ me }: { me: Me }) {
  const offers = useOffers(me.teammate.id)
  const [first] = offers
  return (
    <section aria-label={words.title} hidden={!first}>
      <p className="visually-hidden" role="status">
        {first ? words.arrived(visitorName(first)) : ""}
      </p>
      {first && <Offer key={`${first.conversation} ${first.offer.due_at}`} of={first} />}
      {offers.length > 1 && <p className="offers-more">{words.more(offers.length - 1)}</p>}
    </section>
  )
}

type Answer = "claim" | "decline"

function Offer({ of }: { of: Offered }) {
  const answer = useMutation({
    mutationFn: (kind: Answer) =>
      command(of.conversation, kind === "claim" ? { kind, epoch: of.epoch } : { kind }),
    onError: error => say(reasonOf(error)),
    onSuccess: (_, kind) => {
      if (kind === "claim") go({ page: "inbox", view: "mine", conversation: of.conversation })
    },
  })
  const give = (kind: Answer) => {
    if (!answer.isPending) answer.mutate(kind)
  }
  useKeys({ accept: () => give("claim"), decline: () => give("decline") })
  const name = visitorName(of)
  const reason = reasonWords(of.reason)
  return (
    <article className="offer">
      <Face of={{ name }} size={32} />
      <div className="offer-who">
        <strong>{name}</strong>
        <span>
          {reason ?? words.waiting} · <Ago at={of.person_owed_since ?? of.started_at} />
        </span>
      </div>
      <TimeLeft of={of} />
      <p>{of.why || of.subject || of.last?.text}</p>
      <div className="offer-acts">
        <Button small keys="X" disabled={answer.isPending} onClick={() => give("decline")}>
          {words.decline}
        </Button>
        <Button small look="primary" keys="A" disabled={answer.isPending} onClick={() => give("claim")}>
          {answer.isPending && answer.variables === "claim" ? words.accepting : words.accept}
        </Button>
      </div>
    </article>
  )
}

function TimeLeft({ of }: { of: Offered }) {
  const left = secondsLeft(of, useNow(1000))
  return (
    <span className="offer-left figures" data-soon={left <= 10}>
      <span className="visually-hidden">{words.leftWords}</span>
      {words.left(left)}
    </span>
  )
}
