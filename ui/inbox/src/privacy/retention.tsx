import type { RetentionToSave, RetentionView } from "@chatref/shared/served"
import { useState } from "react"
import { Asked } from "../parts/asked.tsx"
import { DraftSave } from "../parts/draft-save.tsx"
import { NumberField, wholeBetween } from "../parts/number.tsx"
import { OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Ago } from "../parts/time.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useSaving } from "../parts/use-saving.ts"
import { refresh } from "../reads.ts"
import { date } from "../times.ts"
import { setRetention, useWouldGo } from "./reads.ts"
import { privacyStrings } from "./strings.ts"

const words = privacyStrings.byItself
const usual = 365
const longest = 3_650

const same = (one: RetentionToSave, other: RetentionToSave) => one.days === other.days

export function Retention({ place, held }: { place: string; held: RetentionView }) {
  const drafting = useDraft<RetentionToSave>(place, { days: held.days }, same)
  const { days } = drafting.draft
  const would = useWouldGo(days).data
  const [asking, ask] = useState(false)
  const saving = useSaving({ send: () => setRetention({ days }), onSaved: () => saved(drafting.discard) })
  const count = days === null ? 0 : (would?.conversations ?? 0)
  const first = { ...saving, save: () => (count ? ask(true) : saving.save()) }
  return (
    <>
      <section className="privacy" aria-label={privacyStrings.title}>
        <h2 className="visually-hidden">{privacyStrings.title}</h2>
        <div className="owner-form">
          <OwnerPart title={words.title}>
            <OwnerSwitch
              on={days !== null}
              label={words.label}
              text={words.text}
              onTurn={on => drafting.change(() => ({ days: on ? (held.days ?? usual) : null }))}
            />
            {days === null && <p className="owner-text">{words.off}</p>}
            {days !== null && (
              <NumberField
                label={words.days}
                help={words.daysHelp}
                min={1}
                max={longest}
                value={days}
                bad={words.bad}
                read={daysIn}
                onNumber={next => drafting.change(() => ({ days: next }))}
              />
            )}
            {days !== null && would && (
              <p className="would-go" role="status">
                {would.oldest
                  ? `${words.would(would.conversations, date(would.oldest))} ${words.some}`
                  : words.none}
              </p>
            )}
          </OwnerPart>
          <OwnerPart title={privacyStrings.one.title} text={privacyStrings.one.text} />
          <Lately of={held.lately} />
        </div>
      </section>
      <DraftSave drafting={drafting} saving={first} />
      <Asked
        open={asking}
        title={words.question(count)}
        text={words.questionText(days ?? 0)}
        act={words.act}
        run={() => setRetention({ days })}
        onClose={() => ask(false)}
        onDone={() => saved(drafting.discard)}
      />
    </>
  )
}

const saved = async (discard: () => void) => {
  await refresh("retention")
  discard()
  say(words.saved)
}

const daysIn = wholeBetween(1, longest)

const Lately = ({ of }: { of: RetentionView["lately"] }) => (
  <OwnerPart title={privacyStrings.lately.title} text={privacyStrings.lately.text}>
    {of.length === 0 && <p className="owner-text">{privacyStrings.lately.none}</p>}
    <ul className="erased-lately">
      {of.map(({ at, by, visitor, conversations, visitors }) => (
        <li key={`${at} ${visitor}`}>
          <b>{privacyStrings.lately.what(conversations, visitors)}</b>
          <span>
            {by ?? privacyStrings.lately.desk} · <Ago at={at} whole />
          </span>
        </li>
      ))}
    </ul>
  </OwnerPart>
)
