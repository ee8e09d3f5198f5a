import "./tag-field.css"
import { Autocomplete } from "@base-ui/react/autocomplete"
import type { TagsInUse } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { useState } from "react"
import { client } from "../api.ts"
import { strings } from "../strings.ts"
import { asKnown, suggested } from "./tagged.ts"

const words = strings.context
const most = 8
const minute = 60_000

/** Those in use, the most used first. */
const useTags = (): string[] =>
  useQuery({
    queryKey: ["tags"],
    queryFn: async () => (await client.get<TagsInUse>("/api/tags")).tags,
    staleTime: minute,
  }).data?.map(({ tag }) => tag) ?? []

type Props = {
  label: string
  taken: readonly string[]
  onAdd: (tag: string) => void
  /** With what stands there, unless it was left by Escape. */
  onLeave: (written: string) => void
}

/** A tag, with those in use to choose from: Enter takes the one that is lit, or what is written. */
export function TagField({ label, taken, onAdd, onLeave }: Props) {
  const known = useTags()
  const [text, write] = useState("")
  const [lit, light] = useState<string | undefined>()
  const found = suggested(text, known, taken).slice(0, most)
  return (
    <Autocomplete.Root
      items={found}
      filter={null}
      value={text}
      inline
      open
      onItemHighlighted={light}
      onValueChange={(value, { reason }) => reason !== "item-press" && write(value)}
    >
      <div className="tag-field">
        <Autocomplete.Input
          className="tag-input"
          aria-label={label}
          autoFocus
          maxLength={40}
          onKeyDown={event => {
            if (event.key !== "Enter" && event.key !== "Escape") return
            event.preventBaseUIHandler()
            event.preventDefault()
            if (event.key === "Enter") onAdd(lit ?? asKnown(text, known))
            else onLeave("")
          }}
          onBlur={() => onLeave(asKnown(text, known))}
        />
        <Autocomplete.List
          className="menu"
          aria-label={words.tagsInUse}
          hidden={!found.length}
          onMouseDown={event => event.preventDefault()}
        >
          {(tag: string) => (
            <Autocomplete.Item key={tag} value={tag} className="menu-item" onClick={() => onAdd(tag)}>
              {tag}
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </div>
    </Autocomplete.Root>
  )
}
