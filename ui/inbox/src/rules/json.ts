type Parsed<T> = { value: T; error: null } | { value: null; error: Broken }
/** Where a text stops being JSON: line and column from 1 on. */
type Broken = { line: number; column: number; text: string }

export const parsed = (text: string): Parsed<unknown> => {
  try {
    return { value: JSON.parse(text), error: null }
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return { value: null, error: { ...placeIn(text, stopOf(text)), text: reasonOf(error) } }
  }
}

const placeIn = (text: string, at: number): { line: number; column: number } => {
  const before = text.slice(0, at).split("\n")
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 }
}

/** Engines word it differently and not all give the place, so only the words before it are taken. */
const reasonOf = (error: SyntaxError): string =>
  error.message.replace(/\s*(?:in JSON )?at (?:position|line) [\s\S]*$/, "").replace(/,\s*"[\s\S]*$/, "")

const token = /\s*(?:[[\]{}:,]|"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)/y

/** The first character that no JSON text could have there. */
const stopOf = (text: string): number => {
  const stack: string[] = []
  let wants: "value" | "key" | "colon" | "next" = "value"
  let opened = false
  for (token.lastIndex = 0; ; ) {
    const start = token.lastIndex
    const found = token.exec(text)
    const at = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0)
    if (!found) return at
    const next = step(found[0].trim(), { wants, opened, stack })
    if (!next) return at
    wants = next.wants
    opened = next.opened
  }
}

type State = { wants: "value" | "key" | "colon" | "next"; opened: boolean; stack: string[] }

const step = (read: string, { wants, opened, stack }: State): Omit<State, "stack"> | null => {
  if (read === "]" || read === "}") return end(read, wants === "next" || opened, stack)
  switch (wants) {
    case "colon":
      return read === ":" ? { wants: "value", opened: false } : null
    case "key":
      return read.startsWith('"') ? { wants: "colon", opened: false } : null
    case "next":
      return read === "," && stack.length ? { wants: inside(stack), opened: false } : null
    case "value":
      return value(read, stack)
    default:
      return wants satisfies never
  }
}

const end = (read: string, may: boolean, stack: string[]): Omit<State, "stack"> | null =>
  may && stack.pop() === read ? { wants: "next", opened: false } : null

const inside = (stack: readonly string[]) => (stack.at(-1) === "}" ? "key" : "value")

const value = (read: string, stack: string[]): Omit<State, "stack"> | null => {
  if (read === "{") {
    stack.push("}")
    return { wants: "key", opened: true }
  }
  if (read === "[") {
    stack.push("]")
    return { wants: "value", opened: true }
  }
  return read === ":" || read === "," ? null : { wants: "next", opened: false }
}
