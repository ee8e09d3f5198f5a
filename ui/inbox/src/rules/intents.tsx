import { Plus, Trash2 } from "@chatref/shared/icons"
import { useRef } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { Lines } from "../parts/lines.tsx"
import { EmptyState } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { here, type Problem } from "../parts/where.ts"
import { testOf, useCatalog } from "./catalog.ts"
import { replaced } from "./condition.ts"
import { asksFor, type Draft, renamedIntent, withoutIntent } from "./draft.ts"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { Intent } from "./wire.ts"

const words = rulesStrings.intents

type Props = { drafting: Drafting; problems: Problem[] }

/** What visitors want, by sentences they might write. */
export function Intents({ drafting, problems }: Props) {
  const { draft, change } = drafting
  const list = useRef<HTMLUListElement>(null)
  const add = (name: string) => {
    change(now => ({ ...now, intents: [...now.intents, { name, examples: [] }] }))
    setTimeout(() => list.current?.querySelector<HTMLElement>("li:last-child :is(input, textarea)")?.focus())
  }
  return (
    <section className="rules-narrow" aria-label={rulesStrings.parts.intents}>
      <header className="narrow-head">
        <p className="editor-text">{words.text}</p>
        <Button icon={Plus} onClick={() => add("")}>
          {words.add}
        </Button>
      </header>
      {!draft.intents.length && <EmptyState title={words.empty} text={words.emptyText} />}
      <ul className="panels" ref={list}>
        {draft.intents.map((intent, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is typed
          <li key={at} className="panel">
            <OwnIntent intent={intent} at={at} drafting={drafting} problems={problems} />
          </li>
        ))}
      </ul>
      <ReadyMade draft={draft} onChange={add} />
    </section>
  )
}

type OwnProps = Props & { intent: Intent; at: number }

function OwnIntent({ intent, at, drafting, problems }: OwnProps) {
  const { draft, change, restore } = drafting
  const used = asksFor(draft, intent.name)
  const remove = () => {
    change(now => withoutIntent(now, at))
    say(words.removed(intent.name), { label: rulesStrings.list.undo, onPick: () => restore(draft) })
  }
  return (
    <>
      <div className="panel-head">
        <Field
          label={words.name}
          value={intent.name}
          error={here(problems, `intents.${at}.name`)}
          onChange={event => {
            const name = event.currentTarget.value
            change(now => renamedIntent(now, at, name))
          }}
        />
        <IconButton icon={Trash2} label={words.remove(intent.name)} onClick={remove} />
      </div>
      <Lines
        label={words.examples}
        help={words.examplesHelp}
        lines={intent.examples}
        error={here(problems, `intents.${at}.examples`)}
        onChange={examples =>
          change(now => ({ ...now, intents: replaced(now.intents, at, { name: intent.name, examples }) }))
        }
      />
      <p className="editor-text">{used.length ? words.used(used) : words.unused}</p>
    </>
  )
}

/** Those that are there without the owner's doing; one of their own takes its place. */
function ReadyMade({ draft, onChange }: { draft: Draft; onChange: (name: string) => void }) {
  const own = new Set(draft.intents.map(({ name }) => name))
  const ready = testOf(useCatalog(), "intent")?.options.filter(name => !own.has(name)) ?? []
  if (!ready.length) return null
  return (
    <section className="ready-intents" aria-label={words.ready}>
      <h3>{words.ready}</h3>
      <p className="editor-text">{words.readyText}</p>
      <ul>
        {ready.map(name => (
          <li key={name}>
            <span>
              {name}
              <small>{asksFor(draft, name).length ? words.used(asksFor(draft, name)) : words.unused}</small>
            </span>
            <Button small aria-label={`${words.change} ${name}`} onClick={() => onChange(name)}>
              {words.change}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  )
}
