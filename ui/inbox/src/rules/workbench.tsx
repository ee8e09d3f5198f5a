import { Refusal } from "@chatref/shared/client"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { FailingTests } from "../learning/failing.tsx"
import { say } from "../parts/toast.tsx"
import { allOf, dotted, type Problem, problemsOf } from "../parts/where.ts"
import { go, type RulesPart } from "../route.ts"
import { Before } from "./before.tsx"
import { CatalogGround } from "./catalog.ts"
import { Content } from "./content.tsx"
import { bookOf } from "./draft.ts"
import { Intents } from "./intents.tsx"
import { ruleAt } from "./list.tsx"
import { Parts } from "./page.tsx"
import { Playbooks } from "./playbooks.tsx"
import { readRulesAgain, save, useChecked } from "./reads.ts"
import { RulesPart as Rules } from "./rules-part.tsx"
import { Conflict, SaveBar } from "./save-bar.tsx"
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
  const show = (at: number) => go(ruleAt(drafting.draft.rules[at]?.key ?? null))
  return (
    <CatalogGround value={held.catalog}>
      <header className="rules-head">
        <div>
          <h1>{words.title}</h1>
          <p>{words.text}</p>
        </div>
        <Parts here={part} />
      </header>
      {drafting.behind && <Conflict drafting={drafting} version={held.version} />}
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
      {drafting.dirty && <SaveBar drafting={drafting} saving={saving} problems={problems} onShow={show} />}
    </CatalogGround>
  )
}

const problemsIn = (checked: Checked | undefined): Problem[] =>
  checked?.findings.flatMap(({ field, text }) => (field ? { at: dotted(field), text } : [])) ?? []

export type Saving = ReturnType<typeof useSave>

function useSave({ draft, discard }: Drafting) {
  const [problems, setProblems] = useState<Problem[]>([])
  const mutation = useMutation({
    mutationFn: () => save(bookOf(draft), draft.based_on),
    onMutate: () => setProblems([]),
    onSuccess: async ({ version }) => {
      await readRulesAgain()
      discard()
      say(words.save.saved(version))
    },
    onError: async error => {
      if (!(error instanceof Refusal)) return say(reasonOf(error))
      if (error.status === 422) return setProblems(problemsOf(error.fields))
      if (error.status === 409) await readRulesAgain()
      else say(reasonOf(error))
    },
  })
  return { problems, pending: mutation.isPending, save: () => mutation.mutate() }
}
