import { useState } from "react"
import { Face } from "../parts/face.tsx"
import { Field } from "../parts/field.tsx"
import { shownTeam, withMember } from "./draft.ts"
import { languageName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"
import type { Bench } from "./use-save.ts"
import type { Team, Teammate } from "./wire.ts"

const words = teamsStrings.team
const many = 10

/** Everybody, with a tick for who belongs to the team. */
export function Members({ bench, held }: { bench: Bench; held: Team }) {
  const [sought, seek] = useState("")
  const { people, drafting } = bench
  const { members } = shownTeam(drafting.draft, held)
  const found = people.filter(({ name }) => name.toLowerCase().includes(sought.trim().toLowerCase()))
  return (
    <>
      {people.length > many && (
        <Field
          label={words.filter}
          placeholder={words.filter}
          bare
          type="search"
          value={sought}
          onChange={event => seek(event.currentTarget.value)}
        />
      )}
      <ul className="member-rows">
        {found.map(each => (
          <Member
            key={each.id}
            of={each}
            belongs={members.includes(each.id)}
            onTurn={belongs => drafting.change(now => withMember(now, held, each.id, belongs))}
          />
        ))}
      </ul>
      {!members.length && <p className="owner-warning">{words.nobody}</p>}
    </>
  )
}

type Props = { of: Teammate; belongs: boolean; onTurn: (belongs: boolean) => void }

const Member = ({ of, belongs, onTurn }: Props) => (
  <li>
    <label className="member">
      <input type="checkbox" checked={belongs} onChange={event => onTurn(event.currentTarget.checked)} />
      <Face of={of} size={26} />
      <span>{of.name}</span>
      <small>{[words.atOnce(of.capacity), ...of.languages.map(languageName)].join(" · ")}</small>
    </label>
  </li>
)
