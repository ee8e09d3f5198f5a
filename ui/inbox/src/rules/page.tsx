import "./rules.css"
import "./editor.css"
import "./try.css"
import "./parts.css"
import "./before.css"
import { OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import type { RulesPart } from "../route.ts"
import { useBook } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import { Workbench } from "./workbench.tsx"

type Props = { part: RulesPart; rule: string | null }

/** The owner's rules: when a person comes in, in order, tried before they hold. */
export const RulesPage = ({ part, rule }: Props) => (
  <OwnerPage here="rules" title={rulesStrings.title} right="manage_rules" open={rule !== null}>
    {me => <Read part={part} rule={rule} workspace={me.workspace.id} />}
  </OwnerPage>
)

function Read({ part, rule, workspace }: Props & { workspace: string }) {
  const book = useBook()
  if (book.isError && !book.data) return <Failed onAgain={() => void book.refetch()} />
  if (!book.data) return <OwnerSkeleton />
  return <Workbench part={part} rule={rule} workspace={workspace} held={book.data} />
}
