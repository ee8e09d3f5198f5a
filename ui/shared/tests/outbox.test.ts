import { beforeEach, describe, expect, test } from "vitest"
import { type Client, Refusal, Silence } from "../src/client.ts"
import { keepInMemory } from "../src/keep.ts"
import { Outbox } from "../src/outbox.ts"
import type { VisitorCommand } from "../src/wire.ts"
import { FakeClock, settled } from "./fake_clock.ts"

type Answer = { vseq: number } | Error | Promise<{ vseq: number }>

let clock: FakeClock
let keep: ReturnType<typeof keepInMemory>
let posted: { path: string; body: Record<string, unknown> }[]
let answers: Answer[]

beforeEach(() => {
  clock = new FakeClock()
  keep = keepInMemory()
  posted = []
  answers = []
})

const client = {
  post: async (path: string, body: unknown) => {
    posted.push({ path, body: body as Record<string, unknown> })
    const answer = answers.shift() ?? { vseq: posted.length }
    if (answer instanceof Error) throw answer
    return await answer
  },
} as Client

function outbox(renew?: () => Promise<boolean>): Outbox<VisitorCommand> {
  const path = (conversation: string) => `/${conversation}/commands`
  return new Outbox({
    client,
    clock,
    keep,
    name: "site",
    path,
    changed: () => {},
    ...(renew ? { renew } : {}),
  })
}

const write = (text: string): VisitorCommand => ({ kind: "write", message: `m-${text}`, text, page: "" })
const states = (box: Outbox<VisitorCommand>) => box.letters.map(letter => letter.state)
const ids = () => posted.map(({ body }) => body.command)

test("a command goes at once, with its own id, and stays visible until it is confirmed", async () => {
  const box = outbox()
  const letter = box.send("c", write("hello"))
  expect(states(box)).toEqual(["sending"])
  await settled()
  expect(posted).toEqual([{ path: "/c/commands", body: { command: letter.id, ...write("hello") } }])
  expect(states(box)).toEqual(["sent"])
  box.drop(letter.id)
  expect(box.letters).toEqual([])
})

test("commands go one after another, in the order they were made", async () => {
  let release: (reached: { vseq: number }) => void = () => {}
  answers = [new Promise(resolve => (release = resolve))]
  const box = outbox()
  box.send("c", write("one"))
  box.send("c", write("two"))
  await settled()
  expect(posted.map(({ body }) => body.text)).toEqual(["one"])
  release({ vseq: 1 })
  await settled()
  expect(posted.map(({ body }) => body.text)).toEqual(["one", "two"])
})

describe("after silence", () => {
  test("the same id goes again, with growing pauses, and nothing overtakes it", async () => {
    answers = [new Silence("lost"), new Silence("lost")]
    const box = outbox()
    box.send("c", write("one"))
    box.send("c", write("two"))
    await clock.pass(999)
    expect(posted).toHaveLength(1)
    await clock.pass(1)
    expect(posted).toHaveLength(2)
    await clock.pass(1_999)
    expect(posted).toHaveLength(2)
    await clock.pass(1)
    expect(posted.map(({ body }) => body.text)).toEqual(["one", "one", "one", "two"])
    expect(new Set(ids().slice(0, 3)).size).toBe(1)
  })

  test("any other failure is waited out like silence, and never leaves a command on its way for ever", async () => {
    answers = [new SyntaxError("<h1>Please sign in</h1>")]
    const box = outbox()
    box.send("c", write("one"))
    await settled()
    expect(states(box)).toEqual(["waiting"])
    await clock.pass(1_000)
    expect(states(box)).toEqual(["sent"])
    expect(new Set(ids()).size).toBe(1)
  })

  test("a network that is back is not waited for", async () => {
    answers = [new Silence("lost")]
    const box = outbox()
    box.send("c", write("one"))
    await settled()
    box.flush()
    await settled()
    expect(states(box)).toEqual(["sent"])
    await clock.pass(60_000)
    expect(posted).toHaveLength(2)
  })
})

describe("across a reload", () => {
  test("what was not answered is sent under the same id (nothing typed is lost)", async () => {
    answers = [new Silence("lost")]
    const before = outbox()
    const letter = before.send("c", write("one"))
    await settled()
    const after = outbox()
    expect(after.letters.map(each => each.id)).toEqual([letter.id])
    after.flush()
    await settled()
    expect(ids()).toEqual([letter.id, letter.id])
  })

  test("what was answered is not sent again", async () => {
    outbox().send("c", write("one"))
    await settled()
    expect(outbox().letters).toEqual([])
  })

  test("what was refused is still there to try again", async () => {
    answers = [new Refusal({ status: 409, code: "gone", detail: "Gone." })]
    outbox().send("c", write("one"))
    await settled()
    expect(states(outbox())).toEqual(["refused"])
  })
})

describe("after a refusal", () => {
  test("the command waits, says why, lets others pass, and goes again under a new id", async () => {
    answers = [
      new Refusal({
        status: 422,
        code: "bad_input",
        detail: "Too long.",
        fields: { text: "Too long." },
      }),
    ]
    const box = outbox()
    const refused = box.send("c", write("one"))
    box.send("c", write("two"))
    await settled()
    expect(states(box)).toEqual(["refused", "sent"])
    expect(box.letters[0]?.refusal).toEqual({
      code: "bad_input",
      message: "Too long.",
      fields: { text: "Too long." },
    })
    box.again(refused.id)
    await settled()
    expect(posted.map(({ body }) => body.text)).toEqual(["one", "two", "one"])
    expect(new Set(ids()).size).toBe(3)
  })

  test("too many: waits as long as the server said, under the same id", async () => {
    answers = [new Refusal({ status: 429, code: "too_many", detail: "Slower.", retry_after: 7 })]
    const box = outbox()
    box.send("c", write("one"))
    await clock.pass(6_999)
    expect(posted).toHaveLength(1)
    await clock.pass(1)
    expect(new Set(ids()).size).toBe(1)
    expect(states(box)).toEqual(["sent"])
  })

  test("a dead token is renewed, and the same command goes again", async () => {
    answers = [new Refusal({ status: 401, code: "unknown_token", detail: "Who?" })]
    const box = outbox(async () => true)
    box.send("c", write("one"))
    await settled()
    expect(states(box)).toEqual(["sent"])
    expect(new Set(ids()).size).toBe(1)
  })
})
