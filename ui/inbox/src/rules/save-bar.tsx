import { CircleAlert } from "@chatref/shared/icons"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { say } from "../parts/toast.tsx"
import type { Problem } from "../parts/where.ts"
import { useVersions } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { Saving } from "./workbench.tsx"

const words = rulesStrings.save

type Props = { drafting: Drafting; saving: Saving; problems: Problem[]; onShow: (rule: number) => void }

export function SaveBar({ drafting, saving, problems, onShow }: Props) {
  const { draft, discard, restore, early } = drafting
  const throwAway = () => {
    discard()
    say(words.discarded, { label: rulesStrings.list.undo, onPick: () => restore(draft) })
  }
  const first = problems.map(({ at }) => /^rules\.(\d+)/.exec(at)?.[1]).find(Boolean)
  return (
    <section className="save-bar" aria-label={words.changed}>
      <p aria-live="polite">
        <b>{words.changed}</b>
        {early && <span> {words.kept}</span>}
        {problems.length > 0 && <span className="late"> {words.wrong(problems.length)}</span>}
      </p>
      {first && (
        <Button small look="quiet" onClick={() => onShow(Number(first))}>
          {words.show}
        </Button>
      )}
      <Button onClick={throwAway}>{words.discard}</Button>
      <Button look="primary" disabled={saving.pending || drafting.behind} onClick={saving.save}>
        {saving.pending ? words.saving : words.save}
      </Button>
    </section>
  )
}

/** Somebody saved since this draft began: neither is lost, and one says which goes on. */
export function Conflict({ drafting, version }: { drafting: Drafting; version: number }) {
  const { draft, discard, restore, change } = drafting
  const words = rulesStrings.conflict
  const versions = useVersions().data
  const who = versions?.find(each => each.version === version)?.by?.name ?? words.somebody
  const takeTheirs = () => {
    discard()
    say(rulesStrings.save.discarded, { label: rulesStrings.list.undo, onPick: () => restore(draft) })
  }
  return (
    <section className="conflict" role="alert">
      <Icon of={CircleAlert} />
      <p>
        <b>{words.title(who, version)}</b> {words.text}
      </p>
      <Button small onClick={takeTheirs}>
        {words.theirs}
      </Button>
      <Button small onClick={() => change(now => ({ ...now, based_on: version }))}>
        {words.mine}
      </Button>
    </section>
  )
}
