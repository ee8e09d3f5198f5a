import { read, type Span, safeAddress } from "@chatref/shared/text"
import { Fragment } from "react"

/** What somebody wrote, as elements; no text ever becomes markup. A link of a stranger is called what it is. */
export function Prose({ text, strange = false }: { text: string; strange?: boolean }) {
  const drawn = (span: Span, at: number) => draw(span, at, strange)
  return read(text).map((block, at) => {
    const key = `${at}`
    if (block.type === "paragraph") return <p key={key}>{block.spans.map(drawn)}</p>
    // biome-ignore lint/suspicious/noArrayIndexKey: a text that was said never changes
    const items = block.items.map((item, index) => <li key={index}>{item.map(drawn)}</li>)
    return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
  })
}

function draw(span: Span, at: number, strange: boolean) {
  switch (span.type) {
    case "text":
      return span.text
    case "strong":
      return <strong key={at}>{span.text}</strong>
    case "code":
      return <code key={at}>{span.text}</code>
    case "link": {
      const named = strange && safeAddress(span.text) !== span.address
      return (
        <Fragment key={at}>
          {named && `${span.text}: `}
          <a href={span.address} target="_blank" rel="noopener noreferrer">
            {named ? span.address : span.text}
          </a>
        </Fragment>
      )
    }
    default:
      return span satisfies never
  }
}
