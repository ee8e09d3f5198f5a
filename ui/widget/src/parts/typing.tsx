import type { View } from "@chatref/shared/reducer"
import { useStrings } from "../spoken.ts"
import { Face } from "./face.tsx"

export function Typing({ view, awaited }: { view: View; awaited: boolean }) {
  const strings = useStrings()
  const who = view.typing?.who
  const person = typeof who === "object" ? who : null
  const assistant = !view.piece && (awaited || who === "assistant")
  const team = who === "teammate"
  const name = person?.name ?? (team ? strings.team : assistant || view.piece ? strings.assistant : null)
  return (
    <>
      <p class="visually-hidden" role="status">
        {name && strings.writing(name)}
      </p>
      {(person || team || assistant) && (
        <div class={person?.initials ? "group theirs person" : "group theirs"} aria-hidden="true">
          {person && <Face of={person} />}
          <div class="bubble dots">
            <i />
            <i />
            <i />
          </div>
        </div>
      )}
    </>
  )
}
