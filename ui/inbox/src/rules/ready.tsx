import { useState } from "react"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Bar, Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { added, type Draft, stored } from "./draft.ts"
import { useReadyMade } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { ReadySet, Rule } from "./wire.ts"

const words = rulesStrings.ready

type Props = { open: boolean; onClose: () => void; drafting: Drafting }

/** Rules of others in the same trade, to begin with. */
export function ReadyMade({ open, onClose, drafting }: Props) {
  const read = useReadyMade(open)
  const [set, setSet] = useState<string | null>(null)
  const [chosen, choose] = useState<readonly string[]>([])
  const shown = read.data?.find(({ key }) => key === set) ?? read.data?.[0]
  const close = () => {
    choose([])
    onClose()
  }
  const add = () => {
    if (!shown) return
    const wanted = shown.rules.filter(rule => chosen.includes(rule.name)).map(stored)
    drafting.change(now => withSteps(added(now, wanted), shown, wanted))
    say(words.added(wanted.length))
    close()
  }
  const actions = (
    <Button look="primary" disabled={!chosen.length} onClick={add}>
      {words.add(chosen.length)}
    </Button>
  )
  return (
    <Dialog open={open} onClose={close} title={words.title} text={words.text} actions={actions} wide>
      {read.isError && <Failed onAgain={() => void read.refetch()} />}
      {read.isPending && <Bar width="100%" height={160} />}
      {read.data && shown && (
        <>
          <fieldset className="segments wide">
            <legend className="visually-hidden">{words.title}</legend>
            {read.data.map(({ key, name }) => (
              <button
                key={key}
                type="button"
                aria-pressed={key === shown.key}
                onClick={() => {
                  setSet(key)
                  choose([])
                }}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <Rules of={shown} there={drafting.draft.rules} chosen={chosen} choose={choose} />
        </>
      )}
    </Dialog>
  )
}

type RulesProps = {
  of: ReadySet
  there: readonly { name: string }[]
  chosen: readonly string[]
  choose: (names: readonly string[]) => void
}

function Rules({ of, there, chosen, choose }: RulesProps) {
  const taken = new Set(there.map(({ name }) => name))
  const free = of.rules.map(({ name }) => name).filter(name => !taken.has(name))
  const turn = (name: string, on: boolean) =>
    choose(on ? [...chosen, name] : chosen.filter(each => each !== name))
  return (
    <div className="ready">
      <p className="editor-text">{of.text}</p>
      {free.length > 1 && (
        <label className="tick">
          <input
            type="checkbox"
            checked={free.every(name => chosen.includes(name))}
            onChange={event => choose(event.currentTarget.checked ? free : [])}
          />
          {words.all}
        </label>
      )}
      <ul className="outcomes">
        {of.rules.map(rule => (
          <li key={rule.name}>
            <label>
              <input
                type="checkbox"
                disabled={taken.has(rule.name)}
                checked={chosen.includes(rule.name)}
                onChange={event => turn(rule.name, event.currentTarget.checked)}
              />
              <span>
                <strong>
                  {rule.name} {taken.has(rule.name) && <Chip>{words.there}</Chip>}
                </strong>
                <small>{rule.sentence}</small>
              </span>
            </label>
          </li>
        ))}
      </ul>
    </div>
  )
}

/** The checklist of a reason comes with its rule, where the owner has none of their own. */
const withSteps = <D extends Pick<Draft, "playbooks">>(
  draft: D,
  set: ReadySet,
  rules: readonly Rule[],
): D => {
  const steps = rules.flatMap(({ reason }) => {
    const ready = set.playbooks[reason]
    return ready && !draft.playbooks[reason] ? [[reason, ready] as const] : []
  })
  return { ...draft, playbooks: { ...draft.playbooks, ...Object.fromEntries(steps) } }
}
