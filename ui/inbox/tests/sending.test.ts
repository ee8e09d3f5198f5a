// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { reasonOf } from "../src/api.ts"
import { letters, whenSaid } from "../src/sending.ts"
import { strings } from "../src/strings.ts"

const reply = (text: string) =>
  ({ kind: "reply", message: `m-${text}`, text, seen: 1, seen_colleague: 0 }) as const

let answer: (response: Response) => void

beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal("fetch", () => new Promise<Response>(resolve => (answer = resolve)))
})

afterEach(() => {
  for (const { id } of letters.letters) letters.drop(id)
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

/** How the waiting has ended so far, in the words that the teammate reads. */
const waiting = (conversation: string) => {
  const end = { words: "" }
  whenSaid(conversation).then(
    () => (end.words = "said"),
    (error: unknown) => (end.words = reasonOf(error)),
  )
  return end
}

const taken = () => answer(Response.json({ seq: 1 }))

test("an act waits for the words on their way in its own thread", async () => {
  letters.send("c", reply("one"))
  const [here, elsewhere] = [waiting("c"), waiting("d")]
  await vi.advanceTimersByTimeAsync(1_000)
  expect([here.words, elsewhere.words]).toEqual(["", "said"])
  taken()
  await vi.advanceTimersByTimeAsync(0)
  expect(here.words).toBe("said")
})

test("an act that waits too long is told as failed, and does not go later", async () => {
  letters.send("c", reply("two"))
  const end = waiting("c")
  await vi.advanceTimersByTimeAsync(19_999)
  expect(end.words).toBe("")
  await vi.advanceTimersByTimeAsync(1)
  expect(end.words).toBe(strings.refused.unreachable)
  taken()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(end.words).toBe(strings.refused.unreachable)
})

test("words that are refused take the act with them; what was refused before does not", async () => {
  const refused = { status: 409, code: "stale", detail: "Stale." }
  const headers = { "Content-Type": "application/problem+json" }
  letters.send("c", reply("three"))
  const end = waiting("c")
  answer(new Response(JSON.stringify(refused), { status: 409, headers }))
  await vi.advanceTimersByTimeAsync(0)
  expect(end.words).toBe(`${strings.thread.failed}: ${strings.refused.stale}`)
  const next = waiting("c")
  await vi.advanceTimersByTimeAsync(0)
  expect(next.words).toBe("said")
})
