import type { ReportRow, ReportView } from "@chatref/shared/served"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Bar, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { To } from "../parts/to.tsx"
import { go, type Route } from "../route.ts"
import { reasonWords } from "../words.ts"
import type { Asked, Opened as OpenedFigure } from "./asked.ts"
import { spell } from "./figures.ts"
import { useOpened } from "./reads.ts"
import { reportStrings } from "./strings.ts"
import { figureWords, groupWords, longDay, stepOf } from "./words.ts"

const words = reportStrings.opened
type Props = { asked: Asked; report: ReportView }

/** The conversations behind a number, in a sheet at the side; the address says which, so that one comes back to it. */
export function Opened({ asked, report }: Props) {
  const { opened } = asked
  const close = () => go({ page: "report", asked: { ...asked, opened: null } }, "replace")
  return (
    <Dialog
      open={opened !== null}
      onClose={close}
      title={opened ? titleOf(opened.figure) : ""}
      text={opened && ofWords(opened, report)}
      side
    >
      {opened && <List asked={asked} opened={opened} report={report} />}
    </Dialog>
  )
}

const titleOf = (figure: string): string =>
  figure.startsWith("alone_") ? words.alone(figureWords(figure)) : figureWords(figure)

const ofWords = ({ of }: OpenedFigure, report: ReportView): string => {
  if (!of) return ""
  if (of.by === "day") return longDay(of.name)
  if (of.by === "step") return reportStrings.playbooks.step(stepOf(of.name).text)
  if (of.by === "answer")
    return reportStrings.cited(report.by.answer?.find(({ name }) => name === of.name)?.label ?? "")
  const group = report.by[of.by]?.find(({ name }) => name === of.name)
  return `${reportStrings.table.bys[of.by]}: ${group ? groupWords(group, of.by) : of.name}`
}

type ListProps = { asked: Asked; opened: OpenedFigure; report: ReportView }

function List({ asked, opened, report }: ListProps) {
  const found = useOpened(asked, opened, report)
  if (found.isError && !found.data)
    return <Failed text={reasonOf(found.error)} onAgain={() => void found.refetch()} />
  if (!found.data) return <Loading />
  const rows = found.data.pages.flatMap(page => page.rows)
  return (
    <>
      <p className="owner-text" role="status">
        {rows.length ? counted(opened.figure, found.data.pages[0]?.count ?? rows.length) : words.none}
      </p>
      <ul className="found">
        {rows.map(row => (
          <Row key={`${row.conversation} ${row.seq}`} of={row} />
        ))}
      </ul>
      {found.hasNextPage && (
        <Button disabled={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>
          {words.more}
        </Button>
      )}
    </>
  )
}

/** One conversation can have several handoffs: what is counted, the figure says. */
const counted = (figure: string, count: number): string =>
  /^(episodes|alone|rated|assistant)_/.test(figure) ? words.conversations(count) : words.handoffs(count)

const Loading = () => (
  <div className="found" aria-busy="true">
    {[70, 55, 80].map(width => (
      <Bar key={width} width={`${width}%`} height={40} />
    ))}
  </div>
)

function Row({ of }: { of: ReportRow }) {
  const to: Route = {
    page: "inbox",
    view: of.ended_at ? "resolved" : "needs_person",
    conversation: of.conversation,
  }
  const reason = reasonWords(of.reason)
  return (
    <li>
      <To to={to}>
        <strong>{of.subject || words.none_written}</strong>
        <span>
          {of.visitor && `${of.visitor} · `}
          <Ago at={of.at} />
          {of.first_wait !== null && ` · ${of.first_wait ? words.waited(spell(of.first_wait)) : words.shut}`}
        </span>
        <span className="found-marks">
          {of.missed && <Chip tone="late">{words.late}</Chip>}
          {reason && <Chip>{reason}</Chip>}
          {of.outcome && <Chip>{figureWords(`handoffs_${of.outcome}`)}</Chip>}
          {of.ending && <Chip>{figureWords(`episodes_${of.ending}`)}</Chip>}
          {of.lesson && <Chip>{figureWords(`lesson_${of.lesson}`)}</Chip>}
        </span>
      </To>
    </li>
  )
}
