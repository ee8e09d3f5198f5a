import { Clock } from "@chatref/shared/icons"
import { useState } from "react"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Bar, EmptyState, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { say } from "../parts/toast.tsx"
import { draftOf } from "./draft.ts"
import { useVersion, useVersions } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { BookView, Version } from "./wire.ts"

const words = rulesStrings.versions

type Props = { drafting: Drafting; held: BookView }

/** Every save, with who and when; an old one comes back as a draft. */
export function Versions({ drafting, held }: Props) {
  const read = useVersions()
  const [viewed, view] = useState<number | null>(null)
  if (read.isError) return <Failed onAgain={() => void read.refetch()} />
  if (!read.data) return <Bar width="60%" height={48} />
  return (
    <section className="rules-narrow" aria-label={rulesStrings.parts.versions}>
      <p className="editor-text">{words.text}</p>
      {!read.data.length && <EmptyState icon={Clock} title={words.empty} text={words.emptyText} />}
      <ol className="version-rows">
        {read.data.map(version => (
          <Row key={version.version} of={version} now={version.version === held.version} onView={view} />
        ))}
      </ol>
      {viewed !== null && (
        <Viewed version={viewed} drafting={drafting} held={held} onClose={() => view(null)} />
      )}
    </section>
  )
}

type RowProps = { of: Version; now: boolean; onView: (version: number) => void }

const Row = ({ of: { version, at, by, rules }, now, onView }: RowProps) => (
  <li>
    <div>
      <strong>{version ? words.version(version) : words.readyMade}</strong>{" "}
      {now && <Chip tone="accent">{words.now}</Chip>}
      <p>
        {version > 0 && `${words.by(by?.name ?? words.system)} · `}
        {at && <Ago at={at} whole />}
        {at && " · "}
        {words.rules(rules)}
      </p>
    </div>
    <Button small aria-label={`${words.view}: ${words.version(version)}`} onClick={() => onView(version)}>
      {words.view}
    </Button>
  </li>
)

type ViewedProps = Props & { version: number; onClose: () => void }

function Viewed({ version, drafting, held, onClose }: ViewedProps) {
  const read = useVersion(version)
  const restore = () => {
    if (!read.data) return
    drafting.restore(draftOf(read.data, held.version))
    say(words.restored(version))
    onClose()
  }
  const actions = (
    <Button look="primary" disabled={!read.data || version === held.version} onClick={restore}>
      {words.restore}
    </Button>
  )
  return (
    <Dialog open onClose={onClose} title={words.version(version)} actions={actions} wide>
      {read.isError && <Failed onAgain={() => void read.refetch()} />}
      {read.isPending && <Bar width="100%" height={120} />}
      <ol className="version-rules">
        {read.data?.rules.map(rule => (
          <li key={rule.name} data-on={rule.on}>
            <strong>{rule.name}</strong> {!rule.on && <Chip>{rulesStrings.list.off}</Chip>}
            <p>{rule.sentence}</p>
          </li>
        ))}
      </ol>
    </Dialog>
  )
}
