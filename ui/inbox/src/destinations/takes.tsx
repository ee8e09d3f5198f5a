import { OwnerPart } from "../parts/owner.tsx"
import { Picks } from "../parts/picks.tsx"
import { destinationsStrings } from "./strings.ts"
import type { Held, Takes } from "./wire.ts"

const words = destinationsStrings.editor

type Props = { held: Held; takes: Takes; onChange: (takes: Takes) => void }

/** Which cases go there: all, or those of some teams, reasons and actions. */
export function TakesPart({ held, takes, onChange }: Props) {
  const named = (name: string) => [name, name] as const
  const kinds = [
    ["teams", words.teams, words.addTeam, held.teams.map(({ id, name }) => [id, name] as const)],
    ["reasons", words.reasons, words.addReason, held.reasons.map(named)],
    ["actions", words.actions, words.addAction, held.actions.map(named)],
  ] as const
  return (
    <OwnerPart title={words.takes} text={words.takesText}>
      <div className="takes">
        {kinds.map(([kind, title, add, options]) => (
          <div key={kind}>
            <h4>{title}</h4>
            <Picks
              add={add}
              none={words.all}
              chosen={takes[kind]}
              options={options}
              onChange={chosen => onChange({ ...takes, [kind]: chosen })}
            />
          </div>
        ))}
      </div>
    </OwnerPart>
  )
}
