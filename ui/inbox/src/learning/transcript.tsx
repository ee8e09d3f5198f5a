import { Plus, X } from "@chatref/shared/icons"
import { useRef } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { longer } from "./draft.ts"
import { learningStrings } from "./strings.ts"
import type { Said } from "./wire.ts"

const words = learningStrings.tests
const speakers = [
  ["visitor", words.visitor],
  ["assistant", words.assistant],
  ["not_found", words.notFound],
] as const
type Speaker = (typeof speakers)[number][0]

type Props = { said: readonly Said[]; error: string | null; onChange: (said: Said[]) => void }

/** Who said what, one after another. */
export function Transcript({ said, error, onChange }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const add = () => {
    onChange(longer(said))
    setTimeout(() => list.current?.querySelector<HTMLElement>("li:last-child textarea")?.focus())
  }
  const replace = (at: number, next: Partial<Said>) =>
    onChange(said.map((each, index) => (index === at ? { ...each, ...next } : each)))
  return (
    <OwnerPart title={words.said} text={words.saidText}>
      <ol className="transcript" ref={list}>
        {said.map((each, at) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: its words change while they are typed
          <li key={at} data-who={each.who}>
            <Select
              label={words.who(at + 1)}
              bare
              value={speakerOf(each)}
              options={speakers}
              onPick={speaker => replace(at, spokenBy(speaker as Speaker))}
            />
            <TextField
              label={words.message(at + 1)}
              bare
              rows={1}
              dir="auto"
              value={each.text}
              onChange={event => replace(at, { text: event.currentTarget.value })}
            />
            <IconButton
              icon={X}
              label={words.removeMessage(at + 1)}
              disabled={said.length === 1}
              onClick={() => onChange(said.filter((_, index) => index !== at))}
            />
          </li>
        ))}
      </ol>
      {error && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
      <Button small icon={Plus} onClick={add}>
        {words.addMessage}
      </Button>
    </OwnerPart>
  )
}

const speakerOf = ({ who, found }: Said): Speaker =>
  who === "assistant" && found === false ? "not_found" : who

const spokenBy = (speaker: Speaker): Pick<Said, "who" | "found"> =>
  speaker === "not_found" ? { who: "assistant", found: false } : { who: speaker, found: true }
