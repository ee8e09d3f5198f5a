/** What somebody wrote, cut into parts that a framework draws as elements: no text ever becomes markup. */
export type Span =
  | { type: "text"; text: string }
  | { type: "strong"; text: string }
  | { type: "code"; text: string }
  | { type: "link"; text: string; address: string }

type Block = { type: "paragraph"; spans: Span[] } | { type: "list"; ordered: boolean; items: Span[][] }

/** Understands paragraphs, lists, **bold**, `code`, [links](https://…) and bare addresses; all else stays as written. */
export function read(text: string): Block[] {
  return text
    .replaceAll("\r\n", "\n")
    .split(/\n{2,}/)
    .flatMap(part => blocks(part.split("\n")))
}

/** The address if it is safe to follow, else null. */
export function safeAddress(address: string): string | null {
  if (!URL.canParse(address)) return null
  const { protocol, href } = new URL(address)
  return protocol === "https:" || protocol === "http:" ? href : null
}

const BULLET = /^\s*[-*•]\s+/
const NUMBER = /^\s*\d{1,3}[.)]\s+/

function blocks(lines: string[]): Block[] {
  const found: Block[] = []
  for (const line of lines) {
    const marker = BULLET.test(line) ? BULLET : NUMBER.test(line) ? NUMBER : null
    if (marker) addItem(found, marker === NUMBER, spans(line.replace(marker, "")))
    else addLine(found, line)
  }
  return found
}

function addItem(found: Block[], ordered: boolean, item: Span[]): void {
  const last = found.at(-1)
  if (last?.type === "list" && last.ordered === ordered) last.items.push(item)
  else found.push({ type: "list", ordered, items: [item] })
}

function addLine(found: Block[], line: string): void {
  const last = found.at(-1)
  if (last?.type === "paragraph") last.spans.push({ type: "text", text: "\n" }, ...spans(line))
  else if (line.trim()) found.push({ type: "paragraph", spans: spans(line) })
}

const MARKS =
  /\[([^\]\n]{1,200})\]\((https?:\/\/[^\s)]+)\)|\*\*([^*\n]+)\*\*|`([^`\n]+)`|(https?:\/\/[^\s<>"']+)/g

function spans(line: string): Span[] {
  const found: Span[] = []
  let from = 0
  for (const match of line.matchAll(MARKS)) {
    if (match.index > from) found.push({ type: "text", text: line.slice(from, match.index) })
    const { parts, length } = marked(match)
    found.push(...parts)
    from = match.index + length
  }
  if (from < line.length) found.push({ type: "text", text: line.slice(from) })
  return found
}

function marked(match: RegExpMatchArray): { parts: Span[]; length: number } {
  const [whole, label, target, strong, code, bare] = match
  if (strong) return { parts: [{ type: "strong", text: strong }], length: whole.length }
  if (code) return { parts: [{ type: "code", text: code }], length: whole.length }
  // A sentence's full stop or bracket after an address is not part of it.
  const written = target ?? (bare ?? "").replace(/[.,;:!?)\]]+$/, "")
  const length = target ? whole.length : written.length
  const text = label ?? written
  const address = safeAddress(written)
  return { parts: [address ? { type: "link", text, address } : { type: "text", text }], length }
}
