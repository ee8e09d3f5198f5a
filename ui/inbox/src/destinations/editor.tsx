import { Removing } from "../parts/asked.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerEditor, OwnerPart, OwnerSwitch } from "../parts/owner.tsx"
import { Secret } from "../parts/secret.tsx"
import { say } from "../parts/toast.tsx"
import { exactly, here, type Problem } from "../parts/where.ts"
import { go } from "../route.ts"
import { Entries } from "./entries.tsx"
import { destinationAt, Standing } from "./list.tsx"
import { Log } from "./log.tsx"
import { readDestinationsAgain, remove } from "./reads.ts"
import { destinationsStrings } from "./strings.ts"
import { TakesPart } from "./takes.tsx"
import { TryIt } from "./try-it.tsx"
import type { Open } from "./use-drafts.ts"
import type { Held, Wanted } from "./wire.ts"

const words = destinationsStrings.editor

type Props = {
  open: Open
  held: Held
  wanted: Wanted
  problems: Problem[]
  changed: boolean
  onChange: (wanted: Wanted) => void
  onClose: () => void
}

export function Editor({ open, held, wanted, problems, changed, onChange, onClose }: Props) {
  const { kind, destination } = open
  return (
    <OwnerEditor
      title={destination ? wanted.name || destination.name : words.new(kind.title)}
      back={destinationsStrings.list.back}
      onClose={onClose}
    >
      {destination && <Standing of={destination} />}
      <OwnerSwitch
        on={wanted.on}
        label={words.on}
        text={words.onText}
        onTurn={on => onChange({ ...wanted, on })}
      />
      {kind.follows && (
        <OwnerSwitch
          on={wanted.follow_up}
          label={words.followUp}
          text={words.followUpText}
          onTurn={follow_up => onChange({ ...wanted, follow_up })}
        />
      )}
      <OwnerPart title={words.settings}>
        <Field
          label={words.name}
          help={words.nameHelp}
          value={wanted.name}
          maxLength={120}
          autoComplete="off"
          error={exactly(problems, "name") ?? exactly(problems, "")}
          onChange={event => onChange({ ...wanted, name: event.currentTarget.value })}
        />
        <Entries
          of={kind.entries}
          settings={wanted.settings}
          kept={destination?.secrets ?? []}
          errorOf={id => here(problems, `settings.${id}`)}
          onChange={settings => onChange({ ...wanted, settings })}
        />
        {kind.kind === "webhook" && <Secret />}
      </OwnerPart>
      <TakesPart held={held} takes={wanted.takes} onChange={takes => onChange({ ...wanted, takes })} />
      <TryIt destination={changed ? null : destination} />
      {destination && <Log of={destination} />}
      {destination && (
        <Removing
          title={words.removeTitle(destination.name)}
          text={words.removeText}
          act={words.remove}
          run={() => remove(destination.id)}
          onDone={async () => {
            go(destinationAt(null))
            await readDestinationsAgain()
            say(words.removed(destination.name))
          }}
        />
      )}
    </OwnerEditor>
  )
}
