import "../offer/offer.css"
import type { Me } from "@chatref/shared/inbox-wire"
import { useKeys } from "../keys.ts"
import { following } from "../offer/offered.ts"
import { useAvailability } from "../offer/reads.ts"
import { offerStrings } from "../offer/strings.ts"
import { Menu, MenuChoice } from "../parts/menu.tsx"
import { say } from "../parts/toast.tsx"

const words = offerStrings.availability
const options = [
  ["available", words.available],
  ["busy", words.busy],
  ["away", words.away],
] as const

/** Whether this teammate is rung for waiting cases: a switch of their own, beside being here at all. */
export function AvailabilitySwitch({ me }: { me: Me }) {
  const [availability, change] = useAvailability(me)
  useKeys({
    availability: () => {
      const next = following(availability)
      change(next)
      say(`${words.label}: ${words[next]}`)
    },
  })
  const label = `${words.label}: ${words[availability]}`
  const trigger = (
    <button type="button" className="availability" data-state={availability} aria-label={label} />
  )
  return (
    <Menu trigger={trigger} hint={label} side="top" align="start">
      <MenuChoice label={words.label} value={availability} options={options} onPick={change} />
      <p className="availability-text">{words.text}</p>
    </Menu>
  )
}
