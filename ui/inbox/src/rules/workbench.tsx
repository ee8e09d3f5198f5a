import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { FailingTests } from "../learning/failing.tsx"
import { DraftSave, throwAway } from "../parts/draft-save.tsx"
import { OwnerConflict, OwnerHead } from "../parts/owner.tsx"
import { say } from "../parts/toast.tsx"
import { allOf, dotted, type Problem, problemsOf } from "../parts/where.ts"
import { go, type RulesPart, rulesParts } from "../route.ts"
import { Before } from "./before.tsx"
import { CatalogGround } from "./catalog.ts"
import { Content } from "./content.tsx"
import { bookOf } from "./draft.ts"
import { Intents } from "./intents.tsx"
import { ruleAt } from "./list.tsx"
import { Playbooks } from "./playbooks.tsx"
import { readRulesAgain, save, useChecked, useVersions } from "./reads.ts"
import { RulesPart as Rules } from "./rules-part.tsx"
import { rulesStrings } from "./strings.ts"
import { type Drafting, useDraft } from "./use-draft.ts"
import { Versions } from "./versions.tsx"
import type { BookView, Checked } from "./wire.ts"

const words = rulesStrings

type Props = { part: RulesPart; rule: string | null; workspace: string; held: BookView }

/** One draft under all parts of the page: what is changed anywhere is saved as one version. */
export function Workbench({ part, rule, workspace, held }: Props) {
  const drafting = useDraft(workspace, held)
  const book = bookOf(drafting.draft)
  const checked = useChecked(book).data
  const saving = useSave(drafting)
  const problems = allOf(saving.problems, problemsIn(checked))
  const first = problems.map(({ at }) => /^rules\.(\d+)/.exec(at)?.[1]).find(Boolean)
  const show = (at: number) => go(ruleAt(drafting.draft.rules[at]?.key ?? null))
  return (
    <CatalogGround value={held.catalog}>
      <OwnerHead title={words.title} text={words.text} parts={parts} here={part} />
      {drafting.behind && <Behind drafting={drafting} saving={saving} version={held.version} />}
      <FailingTests version={held.version} />
      <div className="rules-body">
        {part !== "rules" && <h2 className="visually-hidden">{words.parts[part]}</h2>}
        {part === "rules" && (
          <Rules
            drafting={drafting}
            held={held}
            checked={checked}
            problems={problems}
            rule={rule}
            onShow={show}
          />
        )}
        {part === "intents" && <Intents drafting={drafting} problems={problems} />}
        {part === "playbooks" && <Playbooks drafting={drafting} problems={problems} />}
        {part === "content" && <Content drafting={drafting} />}
        {part === "before" && <Before book={book} checked={checked} onShow={show} />}
        {part === "versions" && <Versions drafting={drafting} held={held} />}
      </div>
      <DraftSave
        drafting={drafting}
        saving={{ ...saving, problems }}
        blocked={drafting.behind}
        onShow={first ? () => show(Number(first)) : undefined}
      />
    </CatalogGround>
  )
}

const problemsIn = (checked: Checked | undefined): Problem[] =>
  checked?.findings.flatMap(({ field, text }) => (field ? { at: dotted(field), text } : [])) ?? []

const parts = rulesParts.map(part => ({
  name: part,
  words: words.parts[part],
  to: { page: "rules", part, rule: null } as const,
}))

type BehindProps = { drafting: Drafting; saving: ReturnType<typeof useSave>; version: number }

function Behind({ drafting, saving, version }: BehindProps) {
  const by = useVersions().data?.find(each => each.version === version)?.by
  return (
    <OwnerConflict
      who={by?.name ?? null}
      version={version}
      text={words.conflictText}
      onTheirs={() => throwAway(drafting, saving)}
      onMine={() => drafting.change(now => ({ ...now, based_on: version }))}
    />
  )
}

function useSave({ draft, discard }: Drafting) {
  const [problems, setProblems] = useState<Problem[]>([])
  const mutation = useMutation({
    mutationFn: () => save(bookOf(draft), draft.based_on),
    onMutate: () => setProblems([]),
    onSuccess: async ({ version }) => {
      await readRulesAgain()
      discard()
      say(words.saved(version))
    },
    onError: async error => {
      if (!(error instanceof Refusal)) return say(reasonOf(error))
      if (error.status === 422) return setProblems(problemsOf(error.fields))
      if (error.status === 409) await readRulesAgain()
      else say(reasonOf(error))
    },
  })
  return {
    problems,
    pending: mutation.isPending,
    save: () => mutation.mutate(),
    forget: () => setProblems([]),
  }
}
