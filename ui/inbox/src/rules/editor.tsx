import { ArrowLeft, X } from "@chatref/shared/icons"
import { useState } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { EmptyState } from "../parts/states.tsx"
import { Switch } from "../parts/switch.tsx"
import { exactly, inside, type Problem } from "../parts/where.ts"
import { AsJson } from "./as-json.tsx"
import type { Draft, Kept } from "./draft.ts"
import { Steps } from "./steps.tsx"
import { rulesStrings } from "./strings.ts"
import { Then } from "./then.tsx"
import { Tree } from "./tree.tsx"
import type { Playbook } from "./wire.ts"
import { Words } from "./words.tsx"

const words = rulesStrings.editor

type Props = {
  draft: Draft
  rule: Kept
  sentence: string | null
  problems: Problem[]
  onChange: (rule: Kept) => void
  /** Those of all reasons. */
  playbooks: Problem[]
  onPlaybook: (reason: string, playbook: Playbook) => void
  onClose: () => void
}

/** One rule: as a form, or as the JSON that it is. Both show the same draft. */
export function Editor(props: Props) {
  const { rule, sentence, onChange, onClose } = props
  const [form, setForm] = useState<"form" | "json">("form")
  return (
    <section className="rule-editor" aria-label={rule.name || rulesStrings.list.unnamed}>
      <h2 className="visually-hidden">{rule.name || rulesStrings.list.unnamed}</h2>
      <header className="editor-head">
        <Button look="quiet" small className="editor-back" icon={ArrowLeft} onClick={onClose}>
          {words.back}
        </Button>
        <fieldset className="segments">
          <legend className="visually-hidden">{words.form}</legend>
          {(["form", "json"] as const).map(each => (
            <button key={each} type="button" aria-pressed={form === each} onClick={() => setForm(each)}>
              {words[each]}
            </button>
          ))}
        </fieldset>
        <Switch
          on={rule.on}
          label={rulesStrings.list.on(rule.name || rulesStrings.list.unnamed)}
          onTurn={on => onChange({ ...rule, on })}
        />
        <IconButton className="editor-close" icon={X} label={words.close} onClick={onClose} />
      </header>
      <p className="sentence" aria-live="polite">
        <span className="visually-hidden">{words.sentence}: </span>
        {sentence || words.waiting}
      </p>
      {form === "form" ? (
        <Form {...props} />
      ) : (
        <AsJson rule={rule} problems={props.problems} onChange={onChange} />
      )}
    </section>
  )
}

function Form({ draft, rule, problems, playbooks, onChange, onPlaybook }: Props) {
  return (
    <div className="editor-form">
      <Field
        label={words.name}
        help={words.nameHelp}
        value={rule.name}
        autoComplete="off"
        autoFocus={!rule.name}
        error={exactly(problems, "name")}
        onChange={event => onChange({ ...rule, name: event.currentTarget.value })}
      />
      <section aria-label={words.when}>
        <h3>{words.when}</h3>
        <p className="editor-text">{words.whenText}</p>
        <Tree
          condition={rule.when}
          problems={inside(problems, "when")}
          onChange={when => onChange({ ...rule, when })}
        />
      </section>
      <section aria-label={words.follows}>
        <h3>{words.follows}</h3>
        <p className="editor-text">{words.followsText}</p>
        <Then rule={rule} problems={problems} onChange={onChange} />
      </section>
      <section aria-label={words.words}>
        <h3>{words.words}</h3>
        <p className="editor-text">{words.wordsText}</p>
        <Words rule={rule} problems={problems} onChange={onChange} />
      </section>
      <OfReason draft={draft} reason={rule.reason} problems={playbooks} onChange={onPlaybook} />
    </div>
  )
}

type OfReasonProps = {
  draft: Draft
  reason: string
  problems: Problem[]
  onChange: (reason: string, playbook: Playbook) => void
}

function OfReason({ draft, reason, problems, onChange }: OfReasonProps) {
  return (
    <section aria-label={words.steps}>
      <h3>{words.steps}</h3>
      <p className="editor-text">{reason ? words.stepsHelp : words.needsReason}</p>
      {reason && (
        <Steps
          label={words.steps}
          playbook={draft.playbooks[reason]}
          problems={inside(problems, reason)}
          onChange={playbook => onChange(reason, playbook)}
        />
      )}
    </section>
  )
}

export const Gone = ({ onClose }: { onClose: () => void }) => (
  <EmptyState title={words.gone} text={words.goneText}>
    <Button onClick={onClose}>{words.back}</Button>
  </EmptyState>
)
