import { CircleAlert, CircleCheck } from "@chatref/shared/icons"
import type { TroubleView } from "@chatref/shared/served"
import { Icon } from "../parts/icon.tsx"
import { Ago } from "../parts/time.tsx"
import { mailAccountStrings } from "./strings.ts"
import type { Held } from "./wire.ts"

const words = mailAccountStrings

/** Whether it works, and what went wrong last. */
export function Standing({ of: { on, sending, receiving } }: { of: Held }) {
  if (!on && !sending && !receiving) return null
  return (
    <div className="mail-standing" role="status">
      {sending && <Trouble of={sending} told={words.sendingFails(sending.why)} />}
      {receiving && <Trouble of={receiving} told={words.receivingFails(receiving.why)} />}
      {on && !sending && !receiving && (
        <p>
          <Icon of={CircleCheck} size={16} />
          {words.works}
        </p>
      )}
    </div>
  )
}

const Trouble = ({ of, told }: { of: TroubleView; told: string }) => (
  <p className="late">
    <Icon of={CircleAlert} size={16} />
    <span>
      {told} ({words.since} <Ago at={of.since} />)
    </span>
  </p>
)
