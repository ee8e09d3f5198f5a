import { useNow } from "../now.ts"
import { type Change, changeOf } from "./hours.ts"
import { useHoursNow } from "./reads.ts"
import { ownZone, spoken, zoneName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import type { Hours } from "./wire.ts"

const words = teamsStrings.now

/** “Open now, closes at 18:00”: what the hours mean, saved or not. */
export function OpenNow({ hours }: { hours: Hours }) {
  const read = useHoursNow(hours)
  const now = useNow(30_000)
  if (read.isError)
    return (
      <p className="open-now" data-wrong="true">
        {teamsStrings.hours.unread}
      </p>
    )
  if (!read.data) return <p className="open-now">{words.asking}</p>
  const zone = hours.weekly && hours.zone !== ownZone() ? ` ${words.zone(zoneName(hours.zone))}` : ""
  return (
    <p className="open-now" data-open={read.data.open} role="status">
      {sentence(changeOf(read.data, hours.zone, now, spoken))}
      {zone}
    </p>
  )
}

const sentence = (change: Change): string => {
  if (change.at === null) return change.open ? words.always : words.never
  const when = whenOf(change)
  return change.open ? `${words.open}, ${words.closes(when)}` : `${words.closed}, ${words.opens(when)}`
}

const whenOf = ({ days, day, at }: Extract<Change, { at: string }>): string => {
  if (days === 0) return words.today(at)
  return days === 1 ? words.tomorrow(at) : words.on(day, at)
}
