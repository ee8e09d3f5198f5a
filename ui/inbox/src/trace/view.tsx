import "./trace.css"
import { Check, ChevronDown, Pause, X } from "@chatref/shared/icons"
import { Chip } from "../parts/chip.tsx"
import { Icon } from "../parts/icon.tsx"
import { type Fate, fates, type Judged, type JudgedRule, judgedIn, type Stored } from "./read.ts"
import { traceStrings } from "./strings.ts"

const words = traceStrings

type Props = { records: readonly Stored[] }

/** The verdicts of one turn, the last first: it is the one that counted. */
export function TraceView({ records }: Props) {
  const [last, ...before] = [...records].reverse()
  if (!last) return null
  return (
    <>
      <OneVerdict record={last} />
      {before.map(record => (
        <details key={record.moment} className="trace trace-before">
          <summary>
            {words.before}
            <Icon of={ChevronDown} size={14} />
          </summary>
          <OneVerdict record={record} />
        </details>
      ))}
    </>
  )
}

/** A verdict in full: every rule with what became of it, each test's value against its limit a click away. */
function OneVerdict({ record }: { record: Stored }) {
  const rules = judgedIn(record, words.always)
  const shown = rules.filter(({ fate }) => fate !== "not")
  const quiet = rules.filter(rule => !shown.includes(rule))
  return (
    <div className="trace">
      {shown.length > 0 && <p className="trace-counts figures">{countsOf(rules)}</p>}
      <ol className="trace-rules">
        {byFate(shown).map(rule => (
          <RuleIn key={rule.rule} of={rule} />
        ))}
      </ol>
      {quiet.length > 0 && <Quiet rules={quiet} open={!shown.length} />}
      {Boolean(record.left_out) && <p className="trace-counts">{words.leftOut(record.left_out ?? 0)}</p>}
    </div>
  )
}

const byFate = (rules: JudgedRule[]): JudgedRule[] =>
  [...rules].sort((one, other) => fates.indexOf(one.fate) - fates.indexOf(other.fate))

const countsOf = (rules: readonly JudgedRule[]): string =>
  fates
    .map(fate => [fate, rules.filter(rule => rule.fate === fate).length] as const)
    .filter(([, count]) => count)
    .map(([fate, count]) => `${count} ${words.fates[fate]}`)
    .join(" · ")

const Quiet = ({ rules, open }: { rules: JudgedRule[]; open: boolean }) => (
  <details className="trace-quiet" open={open}>
    <summary>
      {words.quiet(rules.length)}
      <Icon of={ChevronDown} size={14} />
    </summary>
    <ol className="trace-rules">
      {rules.map(rule => (
        <RuleIn key={rule.rule} of={rule} />
      ))}
    </ol>
  </details>
)

const marks: Record<Fate, { icon: typeof Check; tone?: "accent" | "soon" }> = {
  decided: { icon: Check, tone: "accent" },
  held: { icon: Check },
  silenced: { icon: Pause, tone: "soon" },
  off: { icon: Pause },
  elsewhere: { icon: Pause },
  not: { icon: X },
}

function RuleIn({ of: { rule, fate, tests } }: { of: JudgedRule }) {
  const { icon, tone } = marks[fate]
  return (
    <li>
      <details className="trace-rule" data-fate={fate} open={fate === "decided"}>
        <summary>
          <Icon of={icon} size={14} />
          <span className="trace-name">{rule}</span>
          <Chip {...(tone ? { tone } : {})}>{words.fates[fate]}</Chip>
          <Icon of={ChevronDown} size={14} />
        </summary>
        {words.told[fate] && <p className="trace-told">{words.told[fate]}</p>}
        {tests.length > 0 && <Tests of={tests} />}
      </details>
    </li>
  )
}

const Tests = ({ of }: { of: Judged[] }) => (
  <table>
    <thead>
      <tr>
        <th scope="col">{words.test}</th>
        <th scope="col">{words.value}</th>
        <th scope="col">{words.limit}</th>
      </tr>
    </thead>
    <tbody>
      {of.map((test, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a recorded verdict never changes
        <tr key={at} data-fired={test.fired}>
          <th scope="row">
            <Icon of={test.fired ? Check : X} size={13} />
            <span>
              {test.test}
              <span className="visually-hidden">: {test.fired ? words.held : words.heldNot}</span>
            </span>
          </th>
          <td className="figures">{test.value}</td>
          <td className="figures" data-label={`${words.limit}:`}>
            <Limit of={test.limit} />
          </td>
        </tr>
      ))}
    </tbody>
  </table>
)

const longest = 90

/** A rule may look for a hundred phrases: they open on a click. */
const Limit = ({ of }: { of: string }) =>
  of.length <= longest ? (
    of
  ) : (
    <details className="trace-long">
      <summary>{`${of.slice(0, longest)} …`}</summary>
      {of.slice(longest)}
    </details>
  )
