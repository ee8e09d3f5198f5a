import "./steps.css"
import { Trash2 } from "@chatref/shared/icons"
import { type KeyboardEvent, useRef } from "react"
import { flushSync } from "react-dom"
import { IconButton } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { exactly, here, inside, type Problem } from "../parts/where.ts"
import { strings } from "../strings.ts"
import { replaced, without } from "./condition.ts"
import { pressed } from "./step-keys.ts"
import { rulesStrings } from "./strings.ts"
import { emptyPlaybook, type Part, type Playbook, parts, type Step } from "./wire.ts"

const words = rulesStrings.playbooks
const most = 20

type Props = {
  label: string
  playbook: Playbook | undefined
  problems: Problem[]
  onChange: (playbook: Playbook) => void
}

/** A playbook as an owner writes it: three short lists, which always have room for one more step. */
export function Steps({ label, playbook = emptyPlaybook, problems, onChange }: Props) {
  return (
    <fieldset className="playbook-parts" aria-label={label}>
      {parts.map(part => (
        <PartSteps
          key={part}
          part={part}
          steps={playbook[part]}
          problems={inside(problems, part)}
          onChange={steps => onChange({ ...playbook, [part]: steps })}
        />
      ))}
      <p className="field-error">{exactly(problems, "")}</p>
    </fieldset>
  )
}

type PartProps = { part: Part; steps: Step[]; problems: Problem[]; onChange: (steps: Step[]) => void }

function PartSteps({ part, steps, problems, onChange }: PartProps) {
  const list = useRef<HTMLUListElement>(null)
  const name = strings.playbook.parts[part]
  const put = (at: number, step: Step) =>
    onChange(at < steps.length ? replaced(steps, at, step) : [...steps, step])
  const change = (steps: Step[], at: number) => {
    flushSync(() => onChange(steps))
    list.current?.querySelectorAll<HTMLInputElement>('input[type="text"]')[at]?.focus()
  }
  const press = (event: KeyboardEvent, at: number) => {
    const then = pressed(steps, at, event)
    if (!then) return
    event.preventDefault()
    change(then.steps, then.at)
  }
  const shown = steps.length < most ? [...steps, { text: "", confirm: false }] : steps
  return (
    <fieldset>
      <legend>{name}</legend>
      <ul ref={list}>
        {shown.map((step, at) => (
          // A step is its place: the empty one at the end becomes one of them while it is written.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={at} data-new={at === steps.length}>
            <Field
              bare
              type="text"
              dir="auto"
              autoComplete="off"
              label={at < steps.length ? words.step(name, at + 1) : words.add(name)}
              placeholder={at < steps.length ? "" : words.placeholders[part]}
              value={step.text}
              error={here(problems, `${at}`)}
              onChange={event => put(at, { ...step, text: event.currentTarget.value })}
              onKeyDown={event => press(event, at)}
              onBlur={() => at < steps.length && !step.text.trim() && onChange(without(steps, at))}
            />
            {at < steps.length && (
              <div className="step-ends">
                <label className="told" title={strings.playbook.confirm}>
                  <input
                    type="checkbox"
                    checked={step.confirm}
                    onChange={() => put(at, { ...step, confirm: !step.confirm })}
                  />
                  {words.told}
                </label>
                <IconButton
                  icon={Trash2}
                  label={words.removeStep(step.text)}
                  onClick={() => change(without(steps, at), at)}
                />
              </div>
            )}
          </li>
        ))}
      </ul>
      <p className="field-error">{exactly(problems, "")}</p>
    </fieldset>
  )
}
