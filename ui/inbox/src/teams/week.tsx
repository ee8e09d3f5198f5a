import { Copy, Plus, X } from "@chatref/shared/icons"
import { useState } from "react"
import { IconButton } from "../parts/button.tsx"
import { Menu, MenuItem, MenuLine } from "../parts/menu.tsx"
import { here, type Problem } from "../parts/where.ts"
import {
  copied,
  dayNumbers,
  endShown,
  endWritten,
  isOver,
  overlaps,
  type Piece,
  pieces,
  withDay,
  withMore,
  withoutSpan,
  withSpan,
} from "./hours.ts"
import { dayName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import type { Span, Week } from "./wire.ts"

const words = teamsStrings.hours

type Props = { week: Week; problems: Problem[]; onChange: (week: Week) => void }

/** Seven days with as many intervals as there are; beside each the day as a strip. */
export function WeekGrid({ week, problems, onChange }: Props) {
  const [told, tell] = useState("")
  const strips = pieces(week)
  const copy = (from: number, to: readonly number[]) => {
    onChange(copied(week, from, to))
    tell(words.copied(dayName(from)))
  }
  return (
    <>
      <ul className="week">
        {dayNumbers.map(day => (
          <li key={day} className="week-day">
            <span className="week-name">{dayName(day)}</span>
            <Spans
              name={dayName(day)}
              spans={week[day] ?? []}
              error={overlaps(week[day] ?? []) ? words.overlap : here(problems, `${day}`)}
              onChange={spans => onChange(withDay(week, day, spans))}
            />
            <Strip of={strips[day] ?? []} />
            <CopyDay day={day} onCopy={to => copy(day, to)} />
          </li>
        ))}
      </ul>
      <p className="visually-hidden" role="status">
        {told}
      </p>
    </>
  )
}

type SpansProps = { name: string; spans: Span[]; error: string | null; onChange: (spans: Span[]) => void }

export function Spans({ name, spans, error, onChange }: SpansProps) {
  const more = withMore(spans)
  return (
    <div className="spans">
      {!spans.length && <span className="week-closed">{words.closed}</span>}
      {spans.map((span, at) => (
        <SpanRow
          // biome-ignore lint/suspicious/noArrayIndexKey: an interval is nothing but its place and its times
          key={at}
          name={spans.length > 1 ? words.day(name, at + 1) : name}
          span={span}
          onChange={next => onChange(withSpan(spans, at, next))}
          onRemove={() => onChange(withoutSpan(spans, at))}
        />
      ))}
      {more && (
        <IconButton className="small" icon={Plus} label={words.add(name)} onClick={() => onChange(more)} />
      )}
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}

type SpanProps = { name: string; span: Span; onChange: (span: Span) => void; onRemove: () => void }

const SpanRow = ({ name, span, onChange, onRemove }: SpanProps) => (
  <span className="span">
    <Clock label={words.from(name)} value={span.start} onPick={start => onChange({ ...span, start })} />
    <span aria-hidden="true">{words.to}</span>
    <Clock
      label={words.until(name)}
      value={endShown(span.end)}
      onPick={shown => onChange({ ...span, end: endWritten(shown) })}
    />
    {isOver(span) && <small>{words.nextDay}</small>}
    <IconButton className="small" icon={X} label={words.remove(name)} onClick={onRemove} />
  </span>
)

type ClockProps = { label: string; value: string; onPick: (value: string) => void }

/** A time that is half written is none yet: what was there stays until it is whole. */
const Clock = ({ label, value, onPick }: ClockProps) => (
  <input
    className="input clock figures"
    type="time"
    aria-label={label}
    value={value}
    onChange={event => event.currentTarget.value && onPick(event.currentTarget.value)}
  />
)

/** For the eye only: the fields beside it say the same. */
const Strip = ({ of }: { of: Piece[] }) => (
  <span className="strip" aria-hidden="true">
    {of.map(({ from, to }) => (
      <i key={`${from} ${to}`} style={{ left: `${from * 100}%`, width: `${(to - from) * 100}%` }} />
    ))}
  </span>
)

const work = [0, 1, 2, 3, 4]

const CopyDay = ({ day, onCopy }: { day: number; onCopy: (to: readonly number[]) => void }) => (
  <Menu trigger={<IconButton className="small" icon={Copy} label={words.copy(dayName(day))} />}>
    <MenuItem onPick={() => onCopy(work)}>{words.copyWork}</MenuItem>
    <MenuItem onPick={() => onCopy(dayNumbers)}>{words.copyAll}</MenuItem>
    <MenuLine />
    {dayNumbers
      .filter(each => each !== day)
      .map(each => (
        <MenuItem key={each} onPick={() => onCopy([each])}>
          {words.copyDay(dayName(each))}
        </MenuItem>
      ))}
  </Menu>
)
