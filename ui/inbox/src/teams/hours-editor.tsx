import { useRef } from "react"
import { OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { here, inside, type Problem } from "../parts/where.ts"
import { commonWeek } from "./hours.ts"
import { OpenNow } from "./open-now.tsx"
import { OtherDays } from "./other-days.tsx"
import { ownZone, zoneName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import { WeekGrid } from "./week.tsx"
import type { Hours, Week } from "./wire.ts"

const words = teamsStrings.hours

type Props = { hours: Hours; problems: Problem[]; onChange: (hours: Hours) => void }

/** When somebody of the team is there; above it what this means at this moment. */
export function HoursEditor({ hours, problems, onChange }: Props) {
  const before = useRef<Week | null>(hours.weekly)
  const turn = (never: boolean) => {
    if (hours.weekly) before.current = hours.weekly
    if (never) return onChange({ ...hours, weekly: null })
    const zone = hours.zone === "UTC" ? ownZone() : hours.zone
    onChange({ ...hours, zone, weekly: before.current ?? commonWeek() })
  }
  return (
    <>
      <OwnerPart title={words.title} text={words.text}>
        <OpenNow hours={hours} />
        <OwnerSwitch on={!hours.weekly} label={words.never} text={words.neverText} onTurn={turn} />
        {hours.weekly && (
          <>
            <Zone
              zone={hours.zone}
              error={here(problems, "zone")}
              onPick={zone => onChange({ ...hours, zone })}
            />
            <WeekGrid
              week={hours.weekly}
              problems={inside(problems, "weekly")}
              onChange={weekly => onChange({ ...hours, weekly })}
            />
          </>
        )}
      </OwnerPart>
      {hours.weekly && <OtherDays hours={hours} onChange={onChange} />}
    </>
  )
}

type ZoneProps = { zone: string; error: string | null; onPick: (zone: string) => void }

const Zone = ({ zone, error, onPick }: ZoneProps) => (
  <Select
    label={words.zone}
    className="zone"
    value={zone}
    options={known.has(zone) || zone === "UTC" ? [] : [[zone, zone]]}
    groups={areas}
    error={error}
    onPick={onPick}
  />
)

const zones = Intl.supportedValuesOf("timeZone")
const known = new Set(zones)
const named = (zone: string) => [zone, zoneName(zone)] as const

const areaOf = (zone: string) => zone.split("/")[0] ?? zone
const inAreas = zones.filter(zone => zone.includes("/"))

const areas = [
  [words.here, [named(ownZone())]] as const,
  ...[...new Set(inAreas.map(areaOf))].map(
    area => [area, inAreas.filter(zone => areaOf(zone) === area).map(named)] as const,
  ),
  [words.others, [["UTC", "UTC"]]] as const,
]
