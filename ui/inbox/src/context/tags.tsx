import { Plus, X } from "@chatref/shared/icons"
import type { Item } from "@chatref/shared/reducer"
import { lazy, Suspense, useRef, useState } from "react"
import { Icon } from "../parts/icon.tsx"
import { Tagged } from "../parts/tagged.tsx"
import { say } from "../parts/toast.tsx"
import { useRoute } from "../route.ts"
import { strings } from "../strings.ts"
import type { Acts } from "../thread/acts.ts"
import { type Giver, giverOf } from "./tagged.ts"

const words = strings.context
const TagField = lazy(() => import("./tag-field.tsx").then(({ TagField }) => ({ default: TagField })))

type Props = { tags: string[]; items: readonly Item[]; acts: Acts }

export function Tags({ tags, items, acts }: Props) {
  const place = useRef<HTMLDivElement>(null)
  const route = useRoute()
  const view = route.page === "inbox" ? route.view : "needs_person"
  const [adding, setAdding] = useState(false)
  const remove = (tag: string) => {
    acts.tag([], [tag])
    say(words.tagRemoved(tag), { label: words.tagBack, onPick: () => acts.tag([tag], []) })
    place.current?.querySelector<HTMLElement>(".add")?.focus()
  }
  const add = (tag: string) => {
    setAdding(false)
    if (tag && !tags.includes(tag)) acts.tag([tag], [])
  }
  return (
    <div ref={place} className="tags">
      {tags.map(tag => (
        <span key={tag} className="tag" title={giverWords(giverOf(tag, items))}>
          <Tagged tag={tag} view={view} />
          <button type="button" aria-label={words.removeTag(tag)} onClick={() => remove(tag)}>
            <Icon of={X} size={12} />
          </button>
        </span>
      ))}
      {adding ? (
        <Suspense>
          <TagField label={words.addTag} taken={tags} onAdd={add} onLeave={add} />
        </Suspense>
      ) : (
        <button type="button" className="tag add" onClick={() => setAdding(true)}>
          <Icon of={Plus} size={12} />
          {words.addTag}
        </button>
      )}
    </div>
  )
}

const giverWords = (giver: Giver | null): string | undefined => {
  if (!giver) return undefined
  if ("rule" in giver) return words.tagByRule(giver.rule)
  return "teammate" in giver ? words.tagBy(giver.teammate) : words.tagByAssistant
}
