type Props<Way extends string> = {
  title: string
  ways: Readonly<Record<Way, string>>
  chosen: Way
  onPick: (way: Way) => void
}

/** One of a few ways, all in sight. */
export const Ways = <Way extends string>({ title, ways, chosen, onPick }: Props<Way>) => (
  <fieldset className="mail-ways">
    <legend className="visually-hidden">{title}</legend>
    <div className="segments wide">
      {(Object.entries(ways) as [Way, string][]).map(([way, words]) => (
        <button key={way} type="button" aria-pressed={way === chosen} onClick={() => onPick(way)}>
          {words}
        </button>
      ))}
    </div>
  </fieldset>
)
