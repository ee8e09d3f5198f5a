import { CircleCheck } from "@chatref/shared/icons"
import { failingIn, standingOf } from "../learning/read.ts"
import { useTests } from "../learning/reads.ts"
import { lessonAt } from "../learning/where.ts"
import { Icon } from "../parts/icon.tsx"
import { Bar } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { divided } from "./before.ts"
import { beforeStrings } from "./before-strings.ts"
import { FindingRows } from "./findings.tsx"
import { Simulator } from "./simulator.tsx"
import { rulesStrings } from "./strings.ts"
import type { Book, Checked } from "./wire.ts"

const words = beforeStrings

type Props = { book: Book; checked: Checked | undefined; onShow: (rule: number) => void }

/** What an owner looks at before a draft holds: what would go wrong, whom it would change, what must stay right. */
export const Before = ({ book, checked, onShow }: Props) => (
  <section className="before" aria-label={rulesStrings.parts.before}>
    <p className="editor-text">{words.text}</p>
    <div className="before-pair">
      <Check of={checked} onShow={onShow} />
      <TestCases />
    </div>
    <Simulator book={book} />
  </section>
)

function Check({ of, onShow }: { of: Checked | undefined; onShow: Props["onShow"] }) {
  const { fatal, advice } = divided(of?.findings ?? [])
  return (
    <section className="panel" aria-label={words.check.title}>
      <h3>{words.check.title}</h3>
      {!of && <Bar width="60%" />}
      {of && !of.findings.length && (
        <p className="finding" data-fatal="none">
          <Icon of={CircleCheck} size={16} />
          {words.check.ok}
        </p>
      )}
      {fatal.length > 0 && (
        <div>
          <h4>{words.check.fatal(fatal.length)}</h4>
          <FindingRows of={fatal} onShow={onShow} />
        </div>
      )}
      {advice.length > 0 && (
        <div>
          <h4>{words.check.advice(advice.length)}</h4>
          <FindingRows of={advice} onShow={onShow} />
        </div>
      )}
    </section>
  )
}

function TestCases() {
  const held = useTests().data
  if (!held) return null
  const failing = failingIn(held.test_cases)
  const waiting = held.test_cases.filter(each => standingOf(each) === "unrun").length
  const passing = held.test_cases.length - failing - waiting
  return (
    <section className="panel" aria-label={words.tests.title}>
      <h3>{words.tests.title}</h3>
      {held.test_cases.length ? (
        <p className="figures">
          <strong className={failing ? "late" : ""}>{words.tests.counts(passing, failing)}</strong>
          {waiting > 0 && ` · ${words.tests.waiting(waiting)}`}
        </p>
      ) : (
        <p>{words.tests.none}</p>
      )}
      <p className="editor-text">{words.tests.text}</p>
      <p>
        <To to={lessonAt("tests", null)}>{held.test_cases.length ? words.tests.show : words.tests.add}</To>
      </p>
    </section>
  )
}
