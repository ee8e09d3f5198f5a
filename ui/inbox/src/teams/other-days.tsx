import { Plus, X } from "@chatref/shared/icons"
import { useState } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { commonDay, otherDays, overlaps, today, withOtherDay, withoutOtherDay } from "./hours.ts"
import { useCountries } from "./reads.ts"
import { countryName, dateName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import { Spans } from "./week.tsx"
import type { Hours } from "./wire.ts"

const words = teamsStrings.days

type Props = { hours: Hours; onChange: (hours: Hours) => void }

/** Public holidays of a country, and days of the team's own: closed, or with other hours. */
export function OtherDays({ hours, onChange }: Props) {
  const days = otherDays(hours)
  const past = days.filter(({ day }) => day < today())
  const removePast = () => onChange(past.reduce((now, { day }) => withoutOtherDay(now, day), hours))
  return (
    <OwnerPart title={words.title} text={words.text}>
      <Country hours={hours} onChange={onChange} />
      {past.length > 0 && (
        <p className="owner-text">
          {words.past(past.length)}.{" "}
          <button type="button" className="link" onClick={removePast}>
            {words.removePast}
          </button>
        </p>
      )}
      <ul className="other-days">
        {days
          .filter(({ day }) => day >= today())
          .map(({ day, spans }) => (
            <li key={day}>
              <strong>{dateName(day)}</strong>
              <Spans
                name={dateName(day)}
                spans={spans}
                error={overlaps(spans) ? teamsStrings.hours.overlap : null}
                onChange={next => onChange(withOtherDay(hours, { day, spans: next }))}
              />
              <IconButton
                className="small"
                icon={X}
                label={words.remove(dateName(day))}
                onClick={() => onChange(withoutOtherDay(hours, day))}
              />
            </li>
          ))}
      </ul>
      <AddDay
        taken={days.map(({ day }) => day)}
        onAdd={(day, closed) => onChange(withOtherDay(hours, { day, spans: closed ? [] : commonDay() }))}
      />
    </OwnerPart>
  )
}

function Country({ hours, onChange }: Props) {
  const countries = useCountries().data ?? {}
  const all = Object.keys(countries)
    .map(code => [code, countryName(code)] as const)
    .sort((one, other) => one[1].localeCompare(other[1]))
  const inside = hours.country ? (countries[hours.country] ?? {}) : {}
  const regions = Object.entries(inside).sort((one, other) => one[1].localeCompare(other[1]))
  const country = hours.country ?? ""
  return (
    <div className="owner-pair">
      <Select
        label={words.country}
        value={country}
        options={[
          ["", words.noCountry],
          ...(all.length || !country ? all : [[country, countryName(country)] as const]),
        ]}
        onPick={picked => onChange({ ...hours, country: picked || null, region: null })}
      />
      {regions.length > 0 && (
        <Select
          label={words.region}
          value={hours.region ?? ""}
          options={[["", words.noRegion], ...regions]}
          onPick={region => onChange({ ...hours, region: region || null })}
        />
      )}
    </div>
  )
}

type AddProps = { taken: string[]; onAdd: (day: string, closed: boolean) => void }

function AddDay({ taken, onAdd }: AddProps) {
  const [day, setDay] = useState("")
  const there = taken.includes(day)
  const add = (closed: boolean) => {
    onAdd(day, closed)
    setDay("")
  }
  return (
    <div className="add-day">
      <label className="field">
        <span className="field-label">{words.another}</span>
        <input
          className="input"
          type="date"
          value={day}
          min={today()}
          onChange={event => setDay(event.currentTarget.value)}
        />
      </label>
      <Button icon={Plus} disabled={!day || there} onClick={() => add(true)}>
        {words.addClosed}
      </Button>
      <Button look="quiet" icon={Plus} disabled={!day || there} onClick={() => add(false)}>
        {words.addOpen}
      </Button>
      {there && <p className="field-help">{words.there}</p>}
    </div>
  )
}
