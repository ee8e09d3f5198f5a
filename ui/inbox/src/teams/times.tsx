import type { TimersView } from "@chatref/shared/served"
import { useState } from "react"
import { DraftSave } from "../parts/draft-save.tsx"
import { NumberField } from "../parts/number.tsx"
import { OwnerPart, OwnerSkeleton } from "../parts/owner.tsx"
import { Select } from "../parts/select.tsx"
import { Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { useSaving } from "../parts/use-saving.ts"
import { exactly, type Problem } from "../parts/where.ts"
import { refresh } from "../reads.ts"
import { secondsOf, type Unit, unitOf, units } from "./durations.ts"
import { TeamsHead } from "./head.tsx"
import { setTimers, useTimers } from "./reads.ts"
import { teamsStrings } from "./strings.ts"

const words = teamsStrings.times

type Name = Exclude<keyof TimersView, "rungs">

/** In the order in which a case meets them. `rungs` are the first steps of waiting, before `rung`. */
const groups: readonly [keyof typeof words.groups, readonly Name[]][] = [
  ["ringing", ["acceptance"]],
  ["waiting", ["rung", "unstaffed"]],
  ["working", ["reply"]],
  ["collecting", ["detail", "details"]],
  ["ending", ["quiet_assistant", "quiet", "grace"]],
]

export function Times({ place }: { place: string }) {
  const held = useTimers()
  if (held.isError && !held.data) return <Failed onAgain={() => void held.refetch()} />
  if (!held.data) return <OwnerSkeleton />
  return <Loaded place={place} held={held.data} />
}

const same = (one: TimersView, other: TimersView) =>
  groups.flatMap(([, names]) => names).every(name => one[name] === other[name]) &&
  one.rungs.join() === other.rungs.join()

function Loaded({ place, held }: { place: string; held: TimersView }) {
  const drafting = useDraft(place, held, same)
  const { draft, discard } = drafting
  const saving = useSaving({
    send: () => setTimers(draft),
    onSaved: async () => {
      await refresh("timers")
      discard()
      say(teamsStrings.saved)
    },
  })
  const problems = saving.problems.map(({ at, text }) => ({ at, text: inUnits(text) }))
  return (
    <>
      <TeamsHead here="times" />
      <section className="times" aria-label={teamsStrings.parts.times}>
        <h2 className="visually-hidden">{teamsStrings.parts.times}</h2>
        <p className="owner-text">{words.text}</p>
        <div className="owner-form">
          {groups.map(([group, names]) => (
            <OwnerPart key={group} title={words.groups[group]}>
              {group === "waiting" && <Rungs {...{ drafting, problems }} />}
              {names.map(name => (
                <Duration
                  key={name}
                  texts={words.names[name] ?? [name, ""]}
                  seconds={draft[name]}
                  error={exactly(problems, name)}
                  onChange={seconds => drafting.change(now => ({ ...now, [name]: seconds }))}
                />
              ))}
            </OwnerPart>
          ))}
        </div>
      </section>
      <DraftSave drafting={drafting} saving={saving} />
    </>
  )
}

type RungsProps = {
  drafting: ReturnType<typeof useDraft<TimersView>>
  problems: readonly Problem[]
}

const Rungs = ({ drafting: { draft, change }, problems }: RungsProps) =>
  draft.rungs.map((seconds, at) => (
    <Duration
      // biome-ignore lint/suspicious/noArrayIndexKey: a step is nothing but its place
      key={at}
      texts={words.rungs[at] ?? words.rungs.at(-1) ?? ["", ""]}
      seconds={seconds}
      error={exactly(problems, `rungs.${at}`)}
      onChange={next =>
        change(now => ({ ...now, rungs: now.rungs.map((each, index) => (index === at ? next : each)) }))
      }
    />
  ))

type DurationProps = {
  texts: readonly [string, string]
  seconds: number
  error: string | null
  onChange: (seconds: number) => void
}

/** A number and its unit. */
function Duration({ texts: [label, help], seconds, error, onChange }: DurationProps) {
  const [chosen, choose] = useState<Unit | null>(null)
  const unit = chosen && seconds % chosen === 0 ? chosen : unitOf(seconds)
  return (
    <div className="duration">
      <NumberField
        label={label}
        help={help}
        min={0}
        value={seconds / unit}
        bad={words.bad}
        read={written => secondsOf(written, unit)}
        error={error}
        onNumber={next => {
          choose(unit)
          onChange(next)
        }}
      />
      <Select
        label={words.unit(label)}
        bare
        value={`${unit}`}
        options={units.map(each => [`${each}`, words.units[each] ?? ""] as const)}
        onPick={picked => {
          const next = Number(picked) as Unit
          choose(next)
          onChange((seconds / unit) * next)
        }}
      />
    </div>
  )
}

/** The server counts in seconds alone. */
const inUnits = (text: string): string =>
  text.replace(/\d+/, number => {
    const unit = unitOf(Number(number))
    return `${Number(number) / unit} ${words.units[unit]}`
  })
