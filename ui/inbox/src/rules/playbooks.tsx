import { Trash2 } from "@chatref/shared/icons"
import { IconButton } from "../parts/button.tsx"
import { EmptyState } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { inside, type Problem } from "../parts/where.ts"
import { reasonWords } from "../words.ts"
import { Steps } from "./steps.tsx"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { Playbook } from "./wire.ts"

const words = rulesStrings.playbooks

type Props = { drafting: Drafting; problems: Problem[] }

/** The checklist of each reason, in the order in which the rules name them. */
export function Playbooks({ drafting, problems }: Props) {
  const { draft, change, restore } = drafting
  const named = draft.rules.map(({ reason }) => reason).filter(Boolean)
  const reasons = [...new Set([...named, ...Object.keys(draft.playbooks)])]
  const set = (reason: string, playbook: Playbook) =>
    change(now => ({ ...now, playbooks: { ...now.playbooks, [reason]: playbook } }))
  const remove = (reason: string) => {
    const { [reason]: _, ...playbooks } = draft.playbooks
    change(now => ({ ...now, playbooks }))
    say(words.removed(reason), { label: rulesStrings.list.undo, onPick: () => restore(draft) })
  }
  return (
    <section className="rules-narrow" aria-label={rulesStrings.parts.playbooks}>
      <p className="editor-text">{words.text}</p>
      {!reasons.length && <EmptyState title={words.empty} text={words.emptyText} />}
      <ul className="panels">
        {reasons.map(reason => {
          const rules = draft.rules.filter(rule => rule.reason === reason).map(({ name }) => name)
          return (
            <li key={reason} className="panel">
              <div className="panel-head">
                <div>
                  <h3>{reasonWords(reason)}</h3>
                  <p className="editor-text">{rules.length ? words.rules(rules) : words.orphan}</p>
                </div>
                {draft.playbooks[reason] && (
                  <IconButton icon={Trash2} label={words.remove(reason)} onClick={() => remove(reason)} />
                )}
              </div>
              <Steps
                label={words.label(reason)}
                playbook={draft.playbooks[reason]}
                problems={inside(problems, `playbooks.${reason}`)}
                onChange={playbook => set(reason, playbook)}
              />
            </li>
          )
        })}
      </ul>
    </section>
  )
}
