import type { Choosable } from "@chatref/shared/served"
import { useId } from "react"
import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { Suggestions, Tokens } from "../parts/tokens.tsx"
import { here, type Problem } from "../parts/where.ts"
import { useCatalog } from "./catalog.ts"
import type { Kept } from "./draft.ts"
import { rulesStrings } from "./strings.ts"
import type { Priority } from "./wire.ts"

const words = rulesStrings.editor
const named = (value: string): Choosable => ({ value, label: value })

type Props = { rule: Kept; problems: Problem[]; onChange: (rule: Kept) => void }

/** What follows when the rule decides. */
export function Then({ rule, problems, onChange }: Props) {
  const { reasons, actions, teams, default_team, priorities } = useCatalog()
  const id = useId()
  return (
    <div className="then">
      <Field
        label={words.reason}
        help={words.reasonHelp}
        list={id}
        value={rule.reason}
        error={here(problems, "reason")}
        onChange={event => onChange({ ...rule, reason: event.currentTarget.value })}
      />
      <Suggestions id={id} of={reasons} />
      <Select
        label={words.action}
        value={rule.action ?? ""}
        options={[["", words.noAction], ...pairs(actions.map(named), rule.action)]}
        error={here(problems, "action")}
        onPick={action => onChange({ ...rule, action: action || null })}
      />
      <Select
        label={words.team}
        value={rule.team ?? ""}
        options={[["", words.defaultTeam(default_team)], ...pairs(teams, rule.team)]}
        error={here(problems, "team")}
        onPick={team => onChange({ ...rule, team: team || null })}
      />
      <Select
        label={words.priority}
        value={rule.priority}
        options={priorities.map(each => [each, each] as const)}
        error={here(problems, "priority")}
        onPick={priority => onChange({ ...rule, priority: priority as Priority })}
      />
      <Tokens
        label={words.tags}
        values={rule.tags}
        placeholder={words.tagsPlaceholder}
        error={here(problems, "tags")}
        onChange={tags => onChange({ ...rule, tags })}
      />
      <OnSites rule={rule} onChange={onChange} />
    </div>
  )
}

/** What was chosen once and is not there any more is still shown, or the field would lie. */
const pairs = (known: readonly Choosable[], chosen: string | null) => {
  const found = known.map(({ value, label }) => [value, label] as const)
  return !chosen || known.some(({ value }) => value === chosen)
    ? found
    : [...found, [chosen, chosen] as const]
}

function OnSites({ rule, onChange }: Omit<Props, "problems">) {
  const { sites } = useCatalog()
  const turn = (id: string, on: boolean) =>
    onChange({ ...rule, sites: on ? [...rule.sites, id] : rule.sites.filter(each => each !== id) })
  return (
    <fieldset className="sites">
      <legend className="field-label">{words.sites}</legend>
      <label className="tick">
        <input
          type="checkbox"
          checked={!rule.sites.length}
          onChange={() =>
            onChange({ ...rule, sites: rule.sites.length ? [] : sites.map(({ value }) => value) })
          }
        />
        {words.allSites}
      </label>
      {rule.sites.length > 0 &&
        sites.map(({ value, label }) => (
          <label key={value} className="tick">
            <input
              type="checkbox"
              checked={rule.sites.includes(value)}
              onChange={event => turn(value, event.currentTarget.checked)}
            />
            {label}
          </label>
        ))}
    </fieldset>
  )
}
