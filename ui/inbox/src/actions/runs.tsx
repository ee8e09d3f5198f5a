import { Field } from "../parts/field.tsx"
import { OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { To } from "../parts/to.tsx"
import { Tokens } from "../parts/tokens.tsx"
import { exactly, here, type Problem } from "../parts/where.ts"
import type { Route } from "../route.ts"
import type { Kept } from "./draft.ts"
import { actionsStrings } from "./strings.ts"
import type { Held } from "./wire.ts"

const words = actionsStrings.runs
const rulesPage: Route = { page: "rules", part: "rules", rule: null }
const none = { phrases: [], intents: [], events: [] }

type Props = { action: Kept; held: Held; problems: Problem[]; onChange: (action: Kept) => void }

/** Before a person comes, where a rule names it; and without one, where something starts it. */
export function Runs({ action, held, problems, onChange }: Props) {
  const rules = held.used_by[action.key] ?? []
  const turn = (on: boolean) => onChange({ ...action, starts: on ? none : null })
  return (
    <OwnerPart title={words.title}>
      <div className="runs">
        <strong>{words.before}</strong>
        <p className="owner-text">
          {rules.length === 0 && words.noRule}
          {rules.length === 1 && words.rule(`“${rules[0]}”`)}
          {rules.length > 1 && words.rules(rules.map(rule => `“${rule}”`))}{" "}
          <To to={rulesPage}>{words.toRules}</To>
        </p>
      </div>
      <OwnerSwitch on={action.starts !== null} label={words.alone} text={words.aloneText} onTurn={turn} />
      {action.starts && <Starts action={action} held={held} problems={problems} onChange={onChange} />}
    </OwnerPart>
  )
}

function Starts({ action, held, problems, onChange }: Props) {
  const starts = action.starts ?? none
  const set = (edit: Partial<typeof starts>) => onChange({ ...action, starts: { ...starts, ...edit } })
  return (
    <div className="starts">
      <Tokens
        label={words.phrases}
        values={starts.phrases}
        placeholder={words.phrasesPlaceholder}
        error={exactly(problems, "starts")}
        onChange={phrases => set({ phrases })}
      />
      <Tokens
        label={words.intents}
        values={starts.intents}
        placeholder={words.intentsPlaceholder}
        suggested={held.intents}
        onChange={intents => set({ intents })}
      />
      <Tokens
        label={words.events}
        values={starts.events}
        placeholder={words.eventsPlaceholder}
        onChange={events => set({ events })}
      />
      <Field
        label={words.offer}
        help={words.offerHelp}
        value={action.offer}
        autoComplete="off"
        error={here(problems, "offer")}
        onChange={event => onChange({ ...action, offer: event.currentTarget.value })}
      />
    </div>
  )
}
