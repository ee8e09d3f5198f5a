import { DraftSave } from "../parts/draft-save.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useSaving } from "../parts/use-saving.ts"
import { exactly, inside, type Problem } from "../parts/where.ts"
import { from, missingIn, type ProviderName, providerOf, providers, same, wantedOf } from "./draft.ts"
import { readMailAccountAgain, save } from "./reads.ts"
import { Reply } from "./reply.tsx"
import { RoundTrip } from "./round-trip.tsx"
import { ServerFields } from "./server.tsx"
import { Standing } from "./standing.tsx"
import { mailAccountStrings } from "./strings.ts"
import { WaysIn } from "./ways-in.tsx"
import type { Held, Wanted } from "./wire.ts"

const words = mailAccountStrings

export function Account({ held }: { held: Held }) {
  const drafting = useDraft(null, wantedOf(held), same) // it may hold passwords
  const { draft, dirty, discard } = drafting
  const saving = useSaving({
    send: () => save({ ...draft, based_on: held.version }),
    missing: missingIn(draft),
    onSaved: async () => {
      await readMailAccountAgain()
      discard()
      say(words.saved)
    },
  })
  return (
    <>
      <section className="mail-account" aria-label={words.back}>
        <h2 className="visually-hidden">{words.back}</h2>
        <div className="owner-form">
          <Standing of={held} />
          <Form
            held={held}
            wanted={draft}
            problems={saving.problems}
            onChange={next => drafting.change(() => next)}
          />
          <RoundTrip held={held} changed={dirty} />
        </div>
      </section>
      <DraftSave drafting={drafting} saving={saving} />
    </>
  )
}

type FormProps = {
  held: Held
  wanted: Wanted
  problems: readonly Problem[]
  onChange: (wanted: Wanted) => void
}

function Form({ held, wanted, problems, onChange }: FormProps) {
  return (
    <>
      <OwnerSwitch
        on={wanted.on}
        label={words.on}
        text={words.onText}
        onTurn={on => onChange({ ...wanted, on })}
      />
      <OwnerPart title={words.from.title}>
        <Field
          label={words.from.sender}
          help={words.from.senderHelp}
          type="email"
          inputMode="email"
          autoComplete="off"
          placeholder={words.from.example}
          value={wanted.sender}
          error={exactly(problems, "sender")}
          onChange={event => onChange({ ...wanted, sender: event.currentTarget.value })}
        />
        <Providers wanted={wanted} onChange={onChange} />
      </OwnerPart>
      <OwnerPart title={words.smtp.title} text={words.smtp.text}>
        <ServerFields
          kind="smtp"
          of={wanted.smtp}
          kept={held.smtp.kept}
          problems={inside(problems, "smtp")}
          onChange={smtp => onChange({ ...wanted, smtp })}
        />
      </OwnerPart>
      <Reply wanted={wanted} error={exactly(problems, "reply")} onChange={onChange} />
      <WaysIn held={held} wanted={wanted} problems={problems} onChange={onChange} />
    </>
  )
}

const names = Object.keys(providers) as ProviderName[]

function Providers({ wanted, onChange }: Pick<FormProps, "wanted" | "onChange">) {
  const known = providerOf(wanted)
  return (
    <Select
      label={words.provider.label}
      help={words.provider.note[known] ?? words.provider.help}
      value={known}
      options={[["", words.provider.other], ...names.map(name => [name, providers[name].title] as const)]}
      onPick={picked => picked && onChange(from(picked as ProviderName, wanted))}
    />
  )
}
