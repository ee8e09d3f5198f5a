import { Tag, X } from "@chatref/shared/icons"
import type { Counts, ViewName } from "@chatref/shared/inbox-wire"
import { lazy, Suspense, useState } from "react"
import { useKeys } from "../keys.ts"
import { IconButton } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { EmptyState } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { go, viewNames } from "../route.ts"
import { plural, strings } from "../strings.ts"

const words = strings.only
const TagField = lazy(() =>
  import("../context/tag-field.tsx").then(({ TagField }) => ({ default: TagField })),
)

type Props = { view: ViewName; tag: string | null; open: string | null }

/** Which tag alone is listed: chosen by key or button, and taken away as easily. */
export function useOnly({ view, tag, open }: Props) {
  const [picking, pick] = useState(false)
  const only = (picked: string | null) => {
    pick(false)
    if (picked !== "") go({ page: "inbox", view, conversation: open, tag: picked })
  }
  useKeys({ filter: () => pick(true), ...(tag !== null && !open && { escape: () => only(null) }) })
  return { picking, pick, only }
}

export const OnlyButton = ({ onPick }: { onPick: () => void }) => (
  <IconButton icon={Tag} label={words.pick} keys="F" onClick={onPick} />
)

type BarProps = { tag: string | null; count: number | undefined; only: ReturnType<typeof useOnly> }

export function OnlyBar({ tag, count, only: { picking, pick, only } }: BarProps) {
  if (picking)
    return (
      <div className="only">
        <Suspense>
          <TagField label={words.label} taken={[]} onAdd={only} onLeave={() => pick(false)} />
        </Suspense>
      </div>
    )
  if (tag === null) return null
  return (
    <div className="only">
      <span>{words.of}</span>
      <span className="tag only-tag">
        <span>{tag}</span>
        <button type="button" aria-label={words.clear} title={words.clear} onClick={() => only(null)}>
          <Icon of={X} size={12} />
        </button>
      </span>
      <span className="figures" role="status">
        {count !== undefined && plural(count, ...words.conversations)}
      </span>
    </div>
  )
}

/** Nothing in this view has the tag: where there is something, it is said. */
export function NothingOf({ tag, counts }: { tag: string; counts: Counts | undefined }) {
  const others = viewNames.filter(name => counts?.[name])
  return (
    <EmptyState icon={Tag} title={words.none(tag)} text={others.length ? words.elsewhere : words.nowhere}>
      <ul className="only-others">
        {others.map(name => (
          <li key={name}>
            <To to={{ page: "inbox", view: name, conversation: null, tag }}>{strings.views[name]}</To>{" "}
            <b className="figures">{counts?.[name]}</b>
          </li>
        ))}
      </ul>
    </EmptyState>
  )
}
