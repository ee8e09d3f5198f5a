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
