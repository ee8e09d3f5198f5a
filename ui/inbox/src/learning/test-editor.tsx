import { Trash2 } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerEditor, OwnerPart, OwnerSave } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useRefused } from "../parts/use-refused.ts"
import { here, type Problem, problemsOf } from "../parts/where.ts"
import { go } from "../route.ts"
import { missingIn, same, tidied } from "./draft.ts"
import { ExpectsPart } from "./expects.tsx"
import { changeTest, makeTest, readTestsAgain, removeTest } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { Verdict } from "./tests.tsx"
import { Transcript } from "./transcript.tsx"
import { lessonAt, threadAt } from "./where.ts"
import type { TestCase, TestToSave } from "./wire.ts"

const words = learningStrings.tests
const close = () => go(lessonAt("tests", null))

type Props = { of: TestCase | null; place: string; held: TestToSave }

/** One test case, or the one that is being written. */
export function TestEditor({ of, place, held }: Props) {
  const drafting = useDraft(`${place}:${of?.id ?? "new"}`, held, same)
  const { draft, dirty, early, change, discard, restore } = drafting
  const saving = useSave(of, drafting)
  const set = (next: Partial<TestToSave>) => change(now => ({ ...now, ...next }))
  const throwAway = () => {
    discard()
    saving.forgive()
    say(ownerStrings.discarded, { label: ownerStrings.undo, onPick: () => restore(draft) })
  }
  return (
    <>
      <OwnerEditor title={of ? draft.name || words.unnamed : words.new} back={words.back} onClose={close}>
        {of && <Standing of={of} />}
        <Field
          label={words.name}
          placeholder={words.namePlaceholder}
          maxLength={120}
          autoComplete="off"
          value={draft.name}
          error={here(saving.problems, "name")}
          onChange={event => set({ name: event.currentTarget.value })}
        />
        <Transcript
          said={draft.said}
          error={here(saving.problems, "said")}
          onChange={said => set({ said })}
        />
        <ExpectsPart
          expects={draft.expects}
          problems={saving.problems}
          onChange={expects => set({ expects })}
        />
        <Where draft={draft} problems={saving.problems} onChange={set} />
        {of && <Removing of={of} />}
      </OwnerEditor>
      {dirty && (
        <OwnerSave
          early={early}
          problems={saving.problems.length}
          pending={saving.pending}
          onDiscard={throwAway}
          onSave={saving.save}
        />
      )}
    </>
  )
}

const Standing = ({ of }: { of: TestCase }) => (
  <div>
    <p className="lesson-facts">
      <Verdict of={of} />
      {of.last && (
        <span>
          {words.lastRun} <Ago at={of.last.at} />
        </span>
      )}
      {of.origin && (
        <span>
          {words.origin} <To to={threadAt(of.origin)}>{words.conversation}</To>
        </span>
      )}
    </p>
    {of.event && (
      <p className="lesson-facts">
        {words.reported} <code>{of.event.name}</code>
      </p>
    )}
    {of.last && <p className={of.last.passed ? "owner-text" : "lesson-found"}>{of.last.found}</p>}
  </div>
)

type WhereProps = {
  draft: TestToSave
  problems: readonly Problem[]
  onChange: (next: Partial<TestToSave>) => void
}

const Where = ({ draft, problems, onChange }: WhereProps) => (
  <OwnerPart title={words.where}>
    <div className="owner-pair">
      <Field
        label={words.visited}
        autoComplete="off"
        value={draft.page}
        error={here(problems, "page")}
        onChange={event => onChange({ page: event.currentTarget.value })}
      />
      <Field
        label={words.language}
        autoComplete="off"
        maxLength={12}
        value={draft.language}
        error={here(problems, "language")}
        onChange={event => onChange({ language: event.currentTarget.value })}
      />
    </div>
  </OwnerPart>
)

function useSave(of: TestCase | null, { draft, discard }: ReturnType<typeof useDraft<TestToSave>>) {
  const { wrong, refuse, forgive } = useRefused()
  const [looked, look] = useState(false)
  const reported = Boolean(of?.event)
  const missing = looked ? missingIn(draft, reported) : []
  const saving = useMutation({
    mutationFn: () => (of ? changeTest(of.id, changesIn(draft)) : makeTest(tidied(draft))),
    onMutate: forgive,
    onSuccess: async ({ id }) => {
      await readTestsAgain()
      discard()
      look(false)
      go(lessonAt("tests", id), "replace")
      say(words.saved)
    },
    onError: refuse,
  })
  return {
    problems: missing.length ? missing : problemsOf(wrong),
    pending: saving.isPending,
    forgive: () => {
      look(false)
      forgive()
    },
    save: () => {
      look(true)
      if (!missingIn(draft, reported).length) saving.mutate()
    },
  }
}

/** Words that were never there can't be sent. */
const changesIn = (draft: TestToSave): Partial<TestToSave> => {
  const { said, ...rest } = tidied(draft)
  return said.length ? { said, ...rest } : rest
}

function Removing({ of }: { of: TestCase }) {
  const [asking, ask] = useState(false)
  const removing = useMutation({
    mutationFn: () => removeTest(of.id),
    onSuccess: async () => {
      ask(false)
      close()
      await readTestsAgain()
      say(words.removed(of.name))
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <div>
      <Button className="danger" icon={Trash2} onClick={() => ask(true)}>
        {words.remove}
      </Button>
      <Asked
        open={asking}
        title={words.removeTitle(of.name)}
        text={words.removeText}
        act={words.remove}
        pending={removing.isPending}
        onClose={() => ask(false)}
        onAct={() => removing.mutate()}
      />
    </div>
  )
}
