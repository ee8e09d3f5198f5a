import { Trash2 } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Asked } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerEditor, OwnerPart } from "../parts/owner.tsx"
import { Secret } from "../parts/secret.tsx"
import { Switch } from "../parts/switch.tsx"
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
import type { Destination, Held, Wanted } from "./wire.ts"

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
      <div className="owner-switch">
        <Switch on={wanted.on} label={words.on} onTurn={on => onChange({ ...wanted, on })} />
        <div>
          <strong>{words.on}</strong>
          <p>{words.onText}</p>
        </div>
      </div>
      {kind.follows && (
        <div className="owner-switch">
          <Switch
            on={wanted.follow_up}
            label={words.followUp}
            onTurn={follow_up => onChange({ ...wanted, follow_up })}
          />
          <div>
            <strong>{words.followUp}</strong>
            <p>{words.followUpText}</p>
          </div>
        </div>
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
      {destination && <Removing of={destination} />}
    </OwnerEditor>
  )
}

function Removing({ of }: { of: Destination }) {
  const [asking, ask] = useState(false)
  const removing = useMutation({
    mutationFn: () => remove(of.id),
    onSuccess: async () => {
      ask(false)
      go(destinationAt(null))
      await readDestinationsAgain()
      say(words.removed(of.name))
    },
    onError: error => say(reasonOf(error)),
  })
  return (
    <div>
      <Button className="danger" icon={Trash2} onClick={() => ask(true)}>
        {words.remove}
      </Button>
      <Asked
        open={asking}
        title={words.removeTitle(of.name)}
        text={words.removeText}
        act={words.remove}
        pending={removing.isPending}
        onClose={() => ask(false)}
        onAct={() => removing.mutate()}
      />
    </div>
  )
}
