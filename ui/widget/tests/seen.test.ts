import { keepInMemory } from "@chatref/shared/keep"
import { beforeEach, expect, test } from "vitest"
import { FakeClock, settled } from "../../shared/tests/fake_clock.ts"
import { Chat } from "../src/chat.ts"
import { Desk } from "./desk.ts"

let desk: Desk
let clock: FakeClock

beforeEach(() => {
  desk = new Desk()
  clock = new FakeClock()
})

/** A conversation that a teammate has answered once. */
async function answered(): Promise<Chat> {
  const { connect, fetch } = desk
  const options = { site: "key", language: "en", page: "/a", keep: keepInMemory(), clock, connect }
  const chat = new Chat({ ...options, fetch: fetch as typeof globalThis.fetch })
  await chat.start()
  chat.write("Hello")
  await settled()
  desk.answer()
  says("teammate")
  return chat
}

const says = (kind: string) => {
  const [happened, who] =
    kind === "teammate" ? (["teammate_replied", kind] as const) : (["assistant_answered", kind] as const)
  const event = desk.happens(happened, {
    message: `m${desk.events.length}`,
    text: "Good day",
    actor: { kind: who },
  })
  desk.wires.at(-1)?.says(desk.frame([event]))
}
const said = () => desk.wires.flatMap(wire => wire.sent).filter(frame => frame.t === "seen")

test("what is looked at is said once, and only of a teammate's answers (F32)", async () => {
  const chat = await answered()
  expect(said()).toEqual([])
  chat.seen()
  chat.seen()
  says("assistant")
  chat.seen()
  expect(said()).toEqual([{ t: "seen", vseq: 2 }])
})

test("at most once a second, and the last of it is never lost", async () => {
  const chat = await answered()
  chat.seen()
  for (let count = 0; count < 3; count += 1) {
    says("teammate")
    chat.seen()
  }
  expect(said()).toHaveLength(1)
  await clock.pass(1_000)
  expect(said().map(({ vseq }) => vseq)).toEqual([2, 5])
})

test("a new line hears it again, since nobody knows whether the last word arrived", async () => {
  const chat = await answered()
  chat.seen()
  desk.wires.at(-1)?.onclose?.(new CloseEvent("close"))
  chat.seen()
  expect(said()).toHaveLength(1)
  await clock.pass(5_000)
  desk.answer()
  chat.seen()
  expect(said()).toHaveLength(2)
})

test("where no socket can be had, it is posted", async () => {
  const chat = await answered()
  for (let failures = 0; failures < 4; failures += 1) {
    desk.wires.at(-1)?.onclose?.(new CloseEvent("close"))
    await clock.pass(20_000)
  }
  expect(chat.screen.connection).toBe("polling")
  chat.seen()
  await settled()
  expect(desk.seen).toEqual([2])
})
