import { ClipboardCheck, Play, Plus } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { OwnerGone, OwnerRow, OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"
import { go } from "../route.ts"
import { newTest, testOf } from "./draft.ts"
import { canGo, expectation, failingIn, inOrder, type Standing, standingOf } from "./read.ts"
import { runTests, useAnswers, useTests } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { TestEditor } from "./test-editor.tsx"
import { lessonAt } from "./where.ts"
import type { Answer, Tests as Held, TestCase } from "./wire.ts"

const words = learningStrings.tests
const fresh = "new"
const close = () => go(lessonAt("tests", null))
const language = navigator.language.slice(0, 2)

type Props = { open: string | null; me: Me }

/** What has to stay right, tried again whenever rules or content change. */
export function Tests({ open, me }: Props) {
  const read = useTests()
  if (read.isError && !read.data) return <Failed onAgain={() => void read.refetch()} />
  if (!read.data) return <OwnerSkeleton />
  const found = read.data.test_cases.find(({ id }) => id === open) ?? null
  return (
    <div className="owner-columns" data-open={open !== null}>
      <List held={read.data} open={open} teams={me.teams} />
      {found && <TestEditor key={found.id} of={found} me={me} held={testOf(found)} />}
      {open === fresh && <TestEditor key={fresh} of={null} me={me} held={newTest(language)} />}
      {open !== null && open !== fresh && !found && <OwnerGone back={words.back} onClose={close} />}
    </div>
  )
}

function List({ held, open, teams }: { held: Held; open: string | null; teams: Me["teams"] }) {
  const { test_cases } = held
  const answers = useAnswers(asksForAnswers(test_cases)).data ?? (asksForAnswers(test_cases) ? null : [])
  return (
    <section className="owner-list" aria-label={words.label}>
      <header>
        <h2>{words.label}</h2>
        <Button icon={Plus} onClick={() => go(lessonAt("tests", fresh))}>
          {words.add}
        </Button>
      </header>
      {test_cases.length ? (
        <>
          <div className="lesson-run">
            <p role="status">{words.counts(failingIn(test_cases), test_cases.length)}</p>
            <RunAll running={held.running} />
          </div>
          {held.most - test_cases.length < scarce && answers && <CanGo held={held} answers={answers} />}
          <ul className="owner-rows">
            {inOrder(test_cases).map(each => (
              <OwnerRow key={each.id} to={lessonAt("tests", each.id)} open={each.id === open}>
                <span className="owner-marks lesson-name">
                  <strong>{each.name}</strong>
                  <Verdict of={each} />
                </span>
                <span>{expectation(each.expects, answers ?? [], teams)}</span>
                <Found of={each} />
              </OwnerRow>
            ))}
          </ul>
        </>
      ) : (
        <EmptyState icon={ClipboardCheck} title={words.empty} text={words.emptyText} />
      )}
    </section>
  )
}

/** With so little room left it is said which can go. */
const scarce = 10
const shownGoing = 5

function CanGo({ held: { most, test_cases }, answers }: { held: Held; answers: readonly Answer[] }) {
  const left = most - test_cases.length
  return (
    <div className="owner-note lesson-goes">
      <p>{left > 0 ? words.filling(left) : words.full(most)}</p>
      <ul>
        {canGo(test_cases, answers, shownGoing).map(({ test, why, other }) => (
          <li key={test.id}>
            <To to={lessonAt("tests", test.id)}>{test.name}</To>{" "}
            <span>{why === "same" ? words.goes.same(other) : words.goes[why]}</span>
          </li>
        ))}
      </ul>
    </div>
  )
}

const asksForAnswers = (tests: readonly TestCase[]): boolean =>
  tests.some(({ expects }) => expects.answer_from)

const tones: Partial<Record<Standing, "late" | "accent">> = { failed: "late", passed: "accent" }

export function Verdict({ of }: { of: Pick<TestCase, "last"> }) {
  const standing = standingOf(of)
  const tone = tones[standing]
  return <Chip {...(tone ? { tone } : {})}>{words[standing]}</Chip>
}

const Found = ({ of: { last } }: { of: TestCase }) =>
  last && !last.passed ? <span className="lesson-found">{last.found}</span> : null

function RunAll({ running }: { running: boolean }) {
  const run = useMutation({
    mutationFn: runTests,
    onSuccess: held => {
      queries.setQueryData<Held>(["test-cases"], held)
      say(words.counts(failingIn(held.test_cases), held.test_cases.length))
    },
    onError: error => say(reasonOf(error)),
  })
  const busy = run.isPending || running
  return (
    <Button small look="quiet" icon={Play} disabled={busy} onClick={() => run.mutate()}>
      {busy ? words.running : words.run}
    </Button>
  )
}
