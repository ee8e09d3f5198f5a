import { Field } from "../parts/field.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { replyWay, threadAddress } from "./draft.ts"
import { mailAccountStrings } from "./strings.ts"
import { Ways } from "./ways.tsx"
import type { Wanted } from "./wire.ts"

const words = mailAccountStrings.reply
const texts = { plus: words.plusText, other: words.otherText, any: words.anyText }
const begun = { plus: "", other: "@", any: "*@" }

type Props = { wanted: Wanted; error: string | null; onChange: (wanted: Wanted) => void }

/** To what address visitors answer, with what it will look like. */
export function Reply({ wanted, error, onChange }: Props) {
  const way = replyWay(wanted.reply)
  const shown = threadAddress(wanted)
  const set = (reply: string) => onChange({ ...wanted, reply })
  return (
    <OwnerPart title={words.title} text={words.text}>
      <Ways title={words.title} ways={words.ways} chosen={way} onPick={each => set(begun[each])} />
      <p className="owner-text">{texts[way]}</p>
      {way === "plus" && error && <p className="field-error">{error}</p>}
      {way === "other" && (
        <Field
          label={words.address}
          type="email"
          inputMode="email"
          autoComplete="off"
          placeholder={words.addressExample}
          value={wanted.reply === begun.other ? "" : wanted.reply}
          error={error}
          onChange={event => set(event.currentTarget.value.trim() || begun.other)}
        />
      )}
      {way === "any" && (
        <Field
          label={words.domain}
          autoComplete="off"
          spellCheck={false}
          placeholder={words.domainExample}
          value={wanted.reply.slice(begun.any.length)}
          error={error}
          onChange={event => set(`${begun.any}${event.currentTarget.value.trim().replace(/^.*@/, "")}`)}
        />
      )}
      {shown && (
        <p className="mail-example">
          {words.shown} <code>{shown}</code>
        </p>
      )}
    </OwnerPart>
  )
}
