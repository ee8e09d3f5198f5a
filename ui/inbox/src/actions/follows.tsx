import { useId, useRef } from "react"
import { Field } from "../parts/field.tsx"
import { OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Secret } from "../parts/secret.tsx"
import { Select } from "../parts/select.tsx"
import { Tokens } from "../parts/tokens.tsx"
import { exactly, here, inside, type Problem } from "../parts/where.ts"
import { exampled, type Kept, type KeptLookUp } from "./draft.ts"
import { Private } from "./field-editor.tsx"
import { Fields } from "./fields.tsx"
import { actionsStrings } from "./strings.ts"
import { Texts } from "./texts.tsx"
import type { Held } from "./wire.ts"

const words = actionsStrings.follows

type Props = { action: Kept; held: Held; problems: Problem[]; onChange: (action: Kept) => void }

const empty: KeptLookUp = {
  address: "",
  allow_private: false,
  returns: [],
  say: { "": "" },
  not_found: {},
  hands_over: true,
}

/** What happens with the details where no person comes: they are noted, or something is looked up. */
export function Follows({ action, held, problems, onChange }: Props) {
  const before = useRef(action.look_up)
  const pick = (look: boolean) => {
    if (action.look_up) before.current = action.look_up
    onChange({ ...action, look_up: look ? (before.current ?? empty) : null })
  }
  return (
    <OwnerPart title={words.title}>
      <Kinds look={action.look_up !== null} onPick={pick} />
      {action.look_up ? (
        <Look
          action={action}
          look_up={action.look_up}
          kinds={held.kinds}
          problems={inside(problems, "look_up")}
          onChange={look_up => onChange({ ...action, look_up })}
        />
      ) : (
        <>
          <Goes {...{ action, held, problems, onChange }} />
          <Texts
            label={words.thanks}
            help={words.thanksHelp}
            texts={action.thanks}
            names={[]}
            problems={inside(problems, "thanks")}
            onChange={thanks => onChange({ ...action, thanks })}
          />
        </>
      )}
      <Tokens
        label={words.tags}
        values={action.tags}
        placeholder={words.tagsPlaceholder}
        error={here(problems, "tags")}
        onChange={tags => onChange({ ...action, tags })}
      />
    </OwnerPart>
  )
}

/** Where a lead goes besides the inbox. */
function Goes({ action, held, problems, onChange }: Props) {
  const { destination } = action
  const known = held.destinations.map(({ value, label }) => [value, label] as const)
  const gone = !["", "inbox", ...known.map(([value]) => value)].includes(destination)
  return (
    <Select
      label={words.goes}
      help={gone ? words.goneHelp : words.goesHelp}
      value={destination}
      options={[
        ["", words.everywhere],
        ["inbox", words.nowhere],
        ...known,
        ...(gone ? [[destination, words.gone] as const] : []),
      ]}
      error={here(problems, "destination")}
      onPick={picked => onChange({ ...action, destination: picked })}
    />
  )
}

function Kinds({ look, onPick }: { look: boolean; onPick: (look: boolean) => void }) {
  const name = useId()
  const ways = [
    [false, words.note, words.noteText],
    [true, words.look, words.lookText],
  ] as const
  return (
    <div className="outcomes" role="radiogroup" aria-label={words.title}>
      {ways.map(([way, title, text]) => (
        <label key={title}>
          <input type="radio" name={name} checked={way === look} onChange={() => onPick(way)} />
          <span>
            <strong>{title}</strong>
            <small>{text}</small>
          </span>
        </label>
      ))}
    </div>
  )
}

type LookProps = {
  action: Kept
  look_up: KeptLookUp
  kinds: string[]
  problems: Problem[]
  onChange: (look_up: KeptLookUp) => void
}

function Look({ action, look_up, kinds, problems, onChange }: LookProps) {
  const asked = action.field.map(({ id }) => id)
  const known = [...asked, ...look_up.returns.map(({ id }) => id)]
  return (
    <>
      <Field
        label={words.address}
        help={words.addressHelp}
        type="url"
        placeholder="https://"
        value={look_up.address}
        autoComplete="off"
        error={here(problems, "address")}
        onChange={event => onChange({ ...look_up, address: event.currentTarget.value })}
      />
      <Private on={look_up.allow_private} onTurn={allow_private => onChange({ ...look_up, allow_private })} />
      <Secret />
      <div className="returned">
        <h4>{actionsStrings.fields.returned}</h4>
        <Fields
          of={look_up.returns}
          kinds={kinds}
          what="returned"
          error={exactly(problems, "returns")}
          problems={inside(problems, "returns")}
          onChange={returns => onChange({ ...look_up, returns })}
        />
      </div>
      <Texts
        label={words.say}
        help={words.sayHelp}
        texts={look_up.say}
        names={known}
        problems={inside(problems, "say")}
        onChange={say => onChange({ ...look_up, say })}
      />
      <Said text={look_up.say[""] || Object.values(look_up.say)[0] || ""} action={action} />
      <Texts
        label={words.notFound}
        help={words.notFoundHelp}
        texts={look_up.not_found}
        names={asked}
        problems={inside(problems, "not_found")}
        onChange={not_found => onChange({ ...look_up, not_found })}
      />
      <OwnerSwitch
        on={look_up.hands_over}
        label={words.handsOver}
        text={words.handsOverText}
        onTurn={hands_over => onChange({ ...look_up, hands_over })}
      />
    </>
  )
}

function Said({ text, action }: { text: string; action: Kept }) {
  if (!text) return null
  return (
    <p className="preview-said">
      <span>{actionsStrings.preview.result}</span>
      {exampled(text, [...action.field, ...(action.look_up?.returns ?? [])])}
    </p>
  )
}
