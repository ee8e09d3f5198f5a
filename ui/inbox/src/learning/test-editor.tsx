import type { Me } from "@chatref/shared/inbox-wire"
import { Removing } from "../parts/asked.tsx"
import { DraftSave } from "../parts/draft-save.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerEditor, OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useSaving } from "../parts/use-saving.ts"
import { here, type Problem } from "../parts/where.ts"
import { go } from "../route.ts"
import { missingIn, same, tidied } from "./draft.ts"
import { ExpectsPart } from "./expects.tsx"
import { Proposals } from "./proposals.tsx"
import { standingOf } from "./read.ts"
import { changeTest, makeTest, readTestsAgain, removeTest, rulesForTest } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { Verdict } from "./tests.tsx"
import { Transcript } from "./transcript.tsx"
import { lessonAt, threadAt } from "./where.ts"
import type { TestCase, TestToSave } from "./wire.ts"

const words = learningStrings.tests
const close = () => go(lessonAt("tests", null))

type Props = { of: TestCase | null; me: Me; held: TestToSave }

/** One test case, or the one that is being written. */
export function TestEditor({ of, me, held }: Props) {
  const workspace = me.workspace.id
  const drafting = useDraft(`chatref:test:${workspace}:${of?.id ?? "new"}`, held, same)
  const { draft, change } = drafting
  const saving = useSave(of, drafting)
  const set = (next: Partial<TestToSave>) => change(now => ({ ...now, ...next }))
  return (
    <>
      <OwnerEditor title={of ? draft.name || words.unnamed : words.new} back={words.back} onClose={close}>
        {of && <Standing of={of} />}
        {of && standingOf(of) === "failed" && <Proposals of={rulesForTest(of.id)} workspace={workspace} />}
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
        <OwnerSwitch
          on={draft.pressed}
          label={words.pressed}
          text={words.pressedText}
          onTurn={pressed => set({ pressed })}
        />
        <ExpectsPart
          expects={draft.expects}
          teams={me.teams}
          problems={saving.problems}
          onChange={expects => set({ expects })}
        />
        <Where draft={draft} problems={saving.problems} onChange={set} />
        {of && (
          <Removing
            title={words.removeTitle(of.name)}
            text={words.removeText}
            act={words.remove}
            run={() => removeTest(of.id)}
            onDone={async () => {
              close()
              await readTestsAgain()
              say(words.removed(of.name))
            }}
          />
        )}
      </OwnerEditor>
      <DraftSave drafting={drafting} saving={saving} />
    </>
  )
}

const Standing = ({ of }: { of: TestCase }) => (
  <div>
    <p className="lesson-facts">
      <Verdict of={of} />
      {of.last && (
        <span>
          {words.lastRun} <Ago at={of.last.at} whole />
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

const useSave = (of: TestCase | null, { draft, discard }: ReturnType<typeof useDraft<TestToSave>>) =>
  useSaving({
    send: () => (of ? changeTest(of.id, tidied(draft)) : makeTest(tidied(draft))),
    missing: missingIn(draft, Boolean(of?.event)),
    onSaved: async ({ id }) => {
      await readTestsAgain()
      discard()
      go(lessonAt("tests", id), "replace")
      say(words.saved)
    },
  })
