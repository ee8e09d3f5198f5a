import { Refusal } from "@chatref/shared/client"
import type { TimersView } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Field } from "../parts/field.tsx"
import { OwnerPart, OwnerSave, OwnerSkeleton } from "../parts/owner.tsx"
import { ownerStrings } from "../parts/owner-strings.ts"
import { Select } from "../parts/select.tsx"
import { Failed } from "../parts/states.tsx"
import { say } from "../parts/toast.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { exactly, type Problem, problemsOf } from "../parts/where.ts"
import { queries } from "../reads.ts"
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
  const { draft, dirty, early, discard, restore } = drafting
  const saving = useSave(draft, discard)
  const throwAway = () => {
    discard()
    saving.forget()
    say(ownerStrings.discarded, { label: ownerStrings.undo, onPick: () => restore(draft) })
  }
  return (
    <>
      <TeamsHead here="times" />
      <section className="times" aria-label={teamsStrings.parts.times}>
        <h2 className="visually-hidden">{teamsStrings.parts.times}</h2>
        <p className="owner-text">{words.text}</p>
        <div className="owner-form">
          {groups.map(([group, names]) => (
            <OwnerPart key={group} title={words.groups[group]}>
              {group === "waiting" && <Rungs {...{ drafting, saving }} />}
              {names.map(name => (
                <Duration
                  key={name}
                  texts={words.names[name] ?? [name, ""]}
                  seconds={draft[name]}
                  error={exactly(saving.problems, name)}
                  onChange={seconds => drafting.change(now => ({ ...now, [name]: seconds }))}
                />
              ))}
            </OwnerPart>
          ))}
        </div>
      </section>
      {dirty && (
        <OwnerSave
          early={early}
          problems={saving.problems.length}
          pending={saving.pending}
          onDiscard={throwAway}
          onSave={saving.save}
        />
      )}
    </>
  )
}

type RungsProps = {
  drafting: ReturnType<typeof useDraft<TimersView>>
  saving: ReturnType<typeof useSave>
}

const Rungs = ({ drafting: { draft, change }, saving }: RungsProps) =>
  draft.rungs.map((seconds, at) => (
    <Duration
      // biome-ignore lint/suspicious/noArrayIndexKey: a step is nothing but its place
      key={at}
      texts={words.rungs[at] ?? words.rungs.at(-1) ?? ["", ""]}
      seconds={seconds}
      error={exactly(saving.problems, `rungs.${at}`)}
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

/** A number and its unit. What is no number yet stays as it is written, and is not taken over. */
function Duration({ texts: [label, help], seconds, error, onChange }: DurationProps) {
  const [typed, setTyped] = useState<string | null>(null)
  const [chosen, choose] = useState<Unit | null>(null)
  const unit = chosen && seconds % chosen === 0 ? chosen : unitOf(seconds)
  const bad = typed !== null && secondsOf(typed, unit) === null ? words.bad : null
  const write = (written: string) => {
    setTyped(written)
    choose(unit)
    const next = secondsOf(written, unit)
    if (next !== null) onChange(next)
  }
  return (
    <div className="duration">
      <Field
        label={label}
        help={help}
        type="number"
        min={0}
        inputMode="numeric"
        className="input figures"
        value={typed ?? seconds / unit}
        error={bad ?? error}
        onChange={event => write(event.currentTarget.value)}
        onBlur={() => setTyped(null)}
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

function useSave(draft: TimersView, discard: () => void) {
  const [problems, setProblems] = useState<Problem[]>([])
  const saving = useMutation({
    mutationFn: () => setTimers(draft),
    onMutate: () => setProblems([]),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ["timers"] })
      discard()
      say(teamsStrings.saved)
    },
    onError: error => {
      if (error instanceof Refusal && error.status === 422)
        setProblems(problemsOf(error.fields).map(({ at, text }) => ({ at, text: inUnits(text) })))
      else say(reasonOf(error))
    },
  })
  return { problems, pending: saving.isPending, save: () => saving.mutate(), forget: () => setProblems([]) }
}

/** The server counts in seconds alone. */
const inUnits = (text: string): string =>
  text.replace(/\d+/, number => {
    const unit = unitOf(Number(number))
    return `${Number(number) / unit} ${words.units[unit]}`
  })
