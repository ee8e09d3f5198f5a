import "./report.css"
import "./figures.css"
import { ChartColumn } from "@chatref/shared/icons"
import type { ReportView } from "@chatref/shared/served"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { OwnerHead, OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { go } from "../route.ts"
import { type Asked, usual } from "./asked.ts"
import { Chart } from "./chart.tsx"
import { Endings } from "./endings.tsx"
import { count } from "./figures.ts"
import { Filters } from "./filters.tsx"
import { Handoffs } from "./handoffs.tsx"
import { Whole } from "./more.tsx"
import { Opened } from "./opened.tsx"
import { Playbooks } from "./playbooks.tsx"
import { useReport } from "./reads.ts"
import { everyDay } from "./scale.ts"
import { reportStrings } from "./strings.ts"

const words = reportStrings

/** What was handed to people, how it went, and where the assistant could have done it. */
export const ReportPage = ({ asked }: { asked: Asked }) => (
  <OwnerPage here="report" title={words.title} right="read_insights" open={false}>
    {() => <Read asked={asked} />}
  </OwnerPage>
)

function Read({ asked }: { asked: Asked }) {
  const read = useReport(asked)
  return (
    <div className="report">
      <OwnerHead title={words.title} text={words.text}>
        <Filters asked={asked} report={read.data} />
      </OwnerHead>
      {read.isError && !read.data && (
        <Failed text={reasonOf(read.error)} onAgain={() => void read.refetch()} />
      )}
      {read.isPending && <OwnerSkeleton />}
      {read.data && <Shown asked={asked} report={read.data} old={read.isPlaceholderData} />}
    </div>
  )
}

type ShownProps = { asked: Asked; report: ReportView; old: boolean }

function Shown({ asked, report, old }: ShownProps) {
  const days = everyDay(report.first_day, report.last_day, report.by.day ?? [])
  if (isEmpty(report)) return <Nothing asked={asked} />
  return (
    <div className="report-body" aria-busy={old}>
      <Endings asked={asked} whole={report.whole} />
      <Chart asked={asked} days={days} />
      <Whole asked={asked} group={report.whole} of={null} />
      {count(report.whole, "handoffs") > 0 && <Handoffs asked={asked} report={report} />}
      <Playbooks asked={asked} report={report} />
      <p className="owner-text">{words.span.zone(report.zone)}</p>
      <Opened asked={asked} report={report} />
    </div>
  )
}

const isEmpty = ({ whole }: ReportView): boolean => !Object.values(whole.figures).some(Boolean)

/** Days or a choice without anything are something else than a desk that has only begun. */
function Nothing({ asked }: { asked: Asked }) {
  const widest: Asked = { ...usual, by: asked.by, span: 90 }
  const narrowed = asked.site !== null || asked.team !== null || (asked.span !== 28 && asked.span !== 90)
  const [title, text] = narrowed ? words.empty.narrowed : words.empty.whole
  return (
    <EmptyState icon={ChartColumn} title={title} text={text}>
      {(narrowed || asked.span !== 90) && (
        <Button onClick={() => go({ page: "report", asked: widest })}>{words.empty.wider}</Button>
      )}
    </EmptyState>
  )
}
