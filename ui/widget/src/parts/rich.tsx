import { read, type Span } from "@chatref/shared/text"
import type { ComponentChildren } from "preact"
import { useMemo } from "preact/hooks"

/** What the assistant or a teammate wrote, as elements; no markup is ever taken from the text. */
export function Rich({ text }: { text: string }) {
  const blocks = useMemo(() => read(text), [text])
  return (
    <>
      {blocks.map((block, index) => {
        if (block.type === "paragraph") return <p key={index}>{block.spans.map(span)}</p>
        const items = block.items.map((item, place) => <li key={place}>{item.map(span)}</li>)
        return block.ordered ? (
          <ol key={index} dir="auto">
            {items}
          </ol>
        ) : (
          <ul key={index} dir="auto">
            {items}
          </ul>
        )
      })}
    </>
  )
}

function span(part: Span): ComponentChildren {
  switch (part.type) {
    case "text":
      return part.text
    case "strong":
      return <strong>{part.text}</strong>
    case "code":
      return <code>{part.text}</code>
    case "link":
      return (
        <a href={part.address} target="_blank" rel="noopener noreferrer nofollow">
          {part.text}
        </a>
      )
  }
}
