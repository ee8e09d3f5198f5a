import "../parts/forms.css"
import "./rules.css"
import "./editor.css"
import "./try.css"
import "./parts.css"
import "./before.css"
import { useEffect } from "react"
import { Bar, EmptyState, Failed } from "../parts/states.tsx"
import { Rail, stay } from "../rail/rail.tsx"
import { useMe } from "../reads.ts"
import { pathOf, type Route, type RulesPart, rulesParts } from "../route.ts"
import { strings } from "../strings.ts"
import { useBook } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import { Workbench } from "./workbench.tsx"

const words = rulesStrings

type Props = { part: RulesPart; rule: string | null }

/** The owner's rules: when a person comes in, in order, tried before they hold. */
export function RulesPage({ part, rule }: Props) {
  const me = useMe()
  useEffect(() => {
    document.title = `${words.title} · ${strings.product}`
  }, [])
  const may = me.data?.rights.includes("manage_rules")
  return (
    <div className="panes settings">
      <Rail here="rules" me={me.data} />
      <main className="rules-page" data-open={rule !== null}>
        {me.isError && <Failed onAgain={() => void me.refetch()} />}
        {me.isPending && <RulesSkeleton />}
        {me.data && !may && (
          <EmptyState title={strings.failed.forbidden} text={strings.failed.forbiddenText} />
        )}
        {me.data && may && <Read part={part} rule={rule} workspace={me.data.workspace.id} />}
      </main>
    </div>
  )
}

function Read({ part, rule, workspace }: Props & { workspace: string }) {
  const book = useBook()
  if (book.isError && !book.data) return <Failed onAgain={() => void book.refetch()} />
  if (!book.data) return <RulesSkeleton />
  return <Workbench part={part} rule={rule} workspace={workspace} held={book.data} />
}

export function Parts({ here }: { here: RulesPart }) {
  const to = (part: RulesPart): Route => ({ page: "rules", part, rule: null })
  return (
    <nav className="rules-parts" aria-label={words.title}>
      {rulesParts.map(part => (
        <a
          key={part}
          href={pathOf(to(part))}
          aria-current={part === here ? "page" : undefined}
          onClick={event => stay(event, to(part))}
        >
          {words.parts[part]}
        </a>
      ))}
    </nav>
  )
}

const RulesSkeleton = () => (
  <div className="rules-loading" aria-busy="true" aria-label={strings.loading} role="status">
    <Bar width={120} height={26} />
    <Bar width="min(560px, 90%)" />
    <div className="rule-rows">
      {[64, 80, 52, 70, 60].map(width => (
        <div key={width} className="rule-row">
          <Bar width={16} height={16} />
          <div>
            <Bar width="30%" />
            <Bar width={`${width}%`} />
          </div>
        </div>
      ))}
    </div>
  </div>
)
