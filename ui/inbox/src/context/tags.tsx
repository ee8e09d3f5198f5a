import { Plus, X } from "@chatref/shared/icons"
import { useState } from "react"
import { Icon } from "../parts/icon.tsx"
import { strings } from "../strings.ts"
import type { Acts } from "../thread/acts.ts"

const words = strings.context

export function Tags({ tags, acts }: { tags: string[]; acts: Acts }) {
  return (
    <div className="tags">
      {tags.map(tag => (
        <span key={tag} className="tag">
          {tag}
          <button type="button" aria-label={words.removeTag(tag)} onClick={() => acts.tag([], [tag])}>
            <Icon of={X} size={12} />
          </button>
        </span>
      ))}
      <NewTag known={tags} onAdd={tag => acts.tag([tag], [])} />
    </div>
  )
}

function NewTag({ known, onAdd }: { known: string[]; onAdd: (tag: string) => void }) {
  const [text, setText] = useState<string | null>(null)
  if (text === null) {
    return (
      <button type="button" className="tag add" onClick={() => setText("")}>
        <Icon of={Plus} size={12} />
        {words.addTag}
      </button>
    )
  }
  const add = () => {
    const tag = text.trim()
    if (tag && !known.includes(tag)) onAdd(tag)
    setText(null)
  }
  return (
    <input
      className="tag-input"
      // biome-ignore lint/a11y/noAutofocus: it appears where the button was that asked for it
      autoFocus
      aria-label={words.addTag}
      value={text}
      maxLength={40}
      onChange={event => setText(event.currentTarget.value)}
      onBlur={add}
      onKeyDown={event => {
        if (event.key === "Enter") add()
        if (event.key === "Escape") setText(null)
      }}
    />
  )
}
