import { read, type Span } from "@chatref/shared/text"

/** What somebody wrote, as elements; no text ever becomes markup. */
export function Prose({ text }: { text: string }) {
  return read(text).map((block, at) => {
    const key = `${at}`
    if (block.type === "paragraph") return <p key={key}>{block.spans.map(drawn)}</p>
    // biome-ignore lint/suspicious/noArrayIndexKey: a text that was said never changes
    const items = block.items.map((item, index) => <li key={index}>{item.map(drawn)}</li>)
    return block.ordered ? <ol key={key}>{items}</ol> : <ul key={key}>{items}</ul>
  })
}

const drawn = (span: Span, at: number) => {
  switch (span.type) {
    case "text":
      return span.text
    case "strong":
      return <strong key={at}>{span.text}</strong>
    case "code":
      return <code key={at}>{span.text}</code>
    case "link":
      return (
        <a key={at} href={span.address} target="_blank" rel="noopener noreferrer">
          {span.text}
        </a>
      )
    default:
      return span satisfies never
  }
}
