import "./learning.css"
import type { Me } from "@chatref/shared/inbox-wire"
import { OwnerHead, OwnerPage } from "../parts/owner.tsx"
import { EmptyState } from "../parts/states.tsx"
import { type LessonsPart, lessonsParts } from "../route.ts"
import { strings } from "../strings.ts"
import { Answers } from "./answers.tsx"
import { Corrections } from "./corrections.tsx"
import { useCorrections } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { Tests } from "./tests.tsx"
import { lessonAt } from "./where.ts"

const words = learningStrings

type Props = { part: LessonsPart; open: string | null }

/** What the assistant learns from handoffs: corrections, the answers they became, and the tests that hold them. */
export const LearningPage = ({ part, open }: Props) => (
  <OwnerPage
    here="lessons"
    title={words.title}
    right={rights.corrections}
    open={part !== "corrections" && open !== null}
  >
    {me => (
      <>
        <Head here={part} me={me} />
        <Shown part={part} open={open} me={me} />
      </>
    )}
  </OwnerPage>
)

const rights = {
  corrections: "read_insights",
  answers: "manage_knowledge",
  tests: "manage_rules",
} as const satisfies Record<LessonsPart, string>

/** Only the parts that this teammate may see. */
function Head({ here, me }: { here: LessonsPart; me: Me }) {
  const proposed = useCorrections().data?.proposed ?? 0
  const seen = lessonsParts.filter(part => me.rights.includes(rights[part]))
  const parts = seen.map(part => ({
    name: part,
    words: part === "corrections" && proposed ? `${words.parts[part]} · ${proposed}` : words.parts[part],
    to: lessonAt(part, null),
  }))
  return <OwnerHead title={words.title} text={words.text} here={here} parts={parts} />
}

function Shown({ part, open, me }: Props & { me: Me }) {
  if (!me.rights.includes(rights[part]))
    return <EmptyState title={strings.failed.forbidden} text={strings.failed.forbiddenText} />
  switch (part) {
    case "corrections":
      return <Corrections open={open} me={me} />
    case "answers":
      return <Answers open={open} />
    case "tests":
      return <Tests open={open} me={me} />
    default:
      return part satisfies never
  }
}
