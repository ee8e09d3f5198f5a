import { CircleCheck } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useEffect, useRef } from "react"
import { OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { Proposed } from "./proposed.tsx"
import { divided } from "./read.ts"
import { useCorrections } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt, threadAt } from "./where.ts"
import type { Correction } from "./wire.ts"

const words = learningStrings.corrections

type Props = { open: string | null; me: Me }

/** What teammates proposed: what waits for a word can be changed in place; what had one stands below. */
export function Corrections({ open, me }: Props) {
  const read = useCorrections()
  if (read.isError && !read.data) return <Failed onAgain={() => void read.refetch()} />
  if (!read.data) return <OwnerSkeleton />
  const { waiting, done } = divided(read.data.corrections)
  return (
    <div className="lessons">
      {waiting.length ? (
        <section aria-label={words.waiting}>
          <h2>{words.waiting}</h2>
          <ul className="lesson-panels">
            {waiting.map(each => (
              <Found key={each.id} wanted={each.id === open}>
                <Proposed of={each} me={me} />
              </Found>
            ))}
          </ul>
        </section>
      ) : (
        <EmptyState icon={CircleCheck} title={words.empty} text={words.emptyText} />
      )}
      {done.length > 0 && (
        <section aria-label={words.done}>
          <h2>{words.done}</h2>
          <ul className="lesson-rows">
            {done.map(each => (
              <Found key={each.id} wanted={each.id === open}>
                <Decided of={each} />
              </Found>
            ))}
          </ul>
        </section>
      )}
    </div>
  )
}

/** What the address names is brought into sight. */
function Found({ wanted, children }: { wanted: boolean; children: React.ReactNode }) {
  const item = useRef<HTMLLIElement>(null)
  useEffect(() => {
    if (wanted) item.current?.scrollIntoView({ block: "center" })
  }, [wanted])
  return (
    <li ref={item} data-wanted={wanted}>
      {children}
    </li>
  )
}

function Decided({ of }: { of: Correction }) {
  const { state, decided_by, decided_at, at, answer, page, test_case } = of
  const who = decided_by?.name ?? words.somebody
  return (
    <>
      <strong>{of.question}</strong>
      {answer && <p>{answer}</p>}
      <p className="lesson-facts">
        {state !== "proposed" && <span>{words.states[state](who)}</span>}
        <Ago at={decided_at ?? at} />
        {page && <To to={lessonAt("answers", page)}>{words.theAnswer}</To>}
        {test_case && <To to={lessonAt("tests", test_case)}>{words.theTest}</To>}
        <To to={threadAt(of.conversation)}>{words.open}</To>
      </p>
    </>
  )
}
