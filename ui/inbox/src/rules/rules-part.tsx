import { ChevronDown, Plus, Route as RouteIcon } from "@chatref/shared/icons"
import { useState } from "react"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { EmptyState } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { inside, type Problem } from "../parts/where.ts"
import { go } from "../route.ts"
import { added, bookOf, duplicated, edited, movedTo, newRule, removed, restored } from "./draft.ts"
import { Editor, Gone } from "./editor.tsx"
import { Findings } from "./findings.tsx"
import { type ListActs, RuleRows, ruleAt } from "./list.tsx"
import { ReadyMade } from "./ready.tsx"
import { rulesStrings } from "./strings.ts"
import { TryIt } from "./try.tsx"
import type { Drafting } from "./use-draft.ts"
import type { BookView, Checked } from "./wire.ts"

const words = rulesStrings.list

type Props = {
  drafting: Drafting
  held: BookView
  checked: Checked | undefined
  problems: Problem[]
  rule: string | null
  onShow: (rule: number) => void
}

/** The list, the rule that is open beside it, and a visitor to try them on. */
export function RulesPart({ drafting, checked, problems, rule, onShow }: Props) {
  const { draft, change } = drafting
  const [ready, setReady] = useState(false)
  const acts = useListActs(drafting, rule)
  const blank = () => {
    const next = added(draft, [newRule])
    change(() => next)
    go(ruleAt(next.rules.at(-1)?.key ?? null))
  }
  return (
    <div className="rules-columns" data-open={rule !== null}>
      <section className="rules-list" aria-label={rulesStrings.parts.rules}>
        <header>
          <h2>{rulesStrings.parts.rules}</h2>
          <AddRule onBlank={blank} onReady={() => setReady(true)} />
        </header>
        {draft.rules.length ? (
          <RuleRows draft={draft} checked={checked} open={rule} acts={acts} />
        ) : (
          <EmptyState icon={RouteIcon} title={words.empty} text={words.emptyText}>
            <Button onClick={() => setReady(true)}>{words.ready}</Button>
          </EmptyState>
        )}
        {checked && <Findings of={checked.findings} onShow={onShow} />}
      </section>
      {rule !== null && <OpenRule drafting={drafting} checked={checked} problems={problems} rule={rule} />}
      <TryIt book={bookOf(draft)} onShow={onShow} />
      <ReadyMade open={ready} onClose={() => setReady(false)} drafting={drafting} />
    </div>
  )
}

type OpenProps = Pick<Props, "drafting" | "checked" | "problems"> & { rule: string }

function OpenRule({ drafting, checked, problems, rule }: OpenProps) {
  const { draft, change } = drafting
  const at = draft.rules.findIndex(({ key }) => key === rule)
  const found = draft.rules[at]
  const close = () => go(ruleAt(null))
  if (!found) return <Gone onClose={close} />
  return (
    <Editor
      key={rule}
      draft={draft}
      rule={found}
      sentence={checked?.sentences[at] ?? null}
      problems={inside(problems, `rules.${at}`)}
      onChange={next => change(now => edited(now, next))}
      playbooks={inside(problems, "playbooks")}
      onPlaybook={(reason, playbook) =>
        change(now => ({ ...now, playbooks: { ...now.playbooks, [reason]: playbook } }))
      }
      onClose={close}
    />
  )
}

function useListActs({ draft, change, restore }: Drafting, open: string | null): ListActs {
  return {
    change: rule => change(now => edited(now, rule)),
    move: (from, to) => change(now => movedTo(now, from, to)),
    duplicate: key => {
      const copy = duplicated(draft, key)
      change(() => copy.draft)
      go(ruleAt(copy.key))
    },
    remove: key => {
      const at = draft.rules.findIndex(rule => rule.key === key)
      const rule = draft.rules[at]
      if (!rule) return
      const rest = removed(draft, key)
      change(() => rest)
      if (open === key) go(ruleAt(null))
      say(words.removed(rule.name || words.unnamed), {
        label: words.undo,
        onPick: () => restore(restored(rest, rule, at)),
      })
    },
  }
}

const AddRule = ({ onBlank, onReady }: { onBlank: () => void; onReady: () => void }) => (
  <Menu
    trigger={
      <Button icon={Plus}>
        {words.add}
        <Icon of={ChevronDown} size={14} />
      </Button>
    }
  >
    <MenuItem onPick={onBlank}>{words.blank}</MenuItem>
    <MenuItem onPick={onReady}>{words.ready}</MenuItem>
  </Menu>
)
