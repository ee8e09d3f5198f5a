import { Autocomplete } from "@base-ui/react/autocomplete"
import type { TagsInUse } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { type KeyboardEvent, useState } from "react"
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

type Props = { taken: readonly string[]; onAdd: (tag: string) => void; onLeave: () => void }

/** A new tag, with those in use to choose from: Enter takes the one that is lit, or what is written. */
export function TagField({ taken, onAdd, onLeave }: Props) {
  const known = useTags()
  const [text, write] = useState("")
  const [lit, light] = useState<string | undefined>()
  const found = suggested(text, known, taken).slice(0, most)
  const press = (event: KeyboardEvent) => {
    if (event.key === "Enter" && lit === undefined) onAdd(asKnown(text, known))
    if (event.key !== "Escape") return
    event.preventDefault()
    onLeave()
  }
  return (
    <Autocomplete.Root
      items={found}
      filter={null}
      value={text}
      openOnInputClick
      defaultOpen
      onItemHighlighted={light}
      onValueChange={(value, { reason }) => (reason === "item-press" ? onAdd(value) : write(value))}
    >
      <Autocomplete.Input
        className="tag-input"
        aria-label={words.addTag}
        autoFocus
        maxLength={40}
        onKeyDown={press}
        onBlur={() => onAdd(asKnown(text, known))}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner className="menu-layer" sideOffset={4} align="start">
          <Autocomplete.Popup className="menu tag-menu" hidden={!found.length}>
            <Autocomplete.List>
              {(tag: string) => (
                <Autocomplete.Item key={tag} value={tag} className="menu-item">
                  {tag}
                </Autocomplete.Item>
              )}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  )
}
