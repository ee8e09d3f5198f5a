import { keepInMemory } from "@chatref/shared/keep"
import { beforeEach, describe, expect, test } from "vitest"
import { FakeClock, settled } from "../../shared/tests/fake_clock.ts"
import { Chat } from "../src/chat.ts"
import { leftKey } from "../src/who.ts"
import { Desk } from "./desk.ts"

let desk: Desk
let clock: FakeClock
let keep: ReturnType<typeof keepInMemory>

beforeEach(() => {
  desk = new Desk()
  clock = new FakeClock()
  keep = keepInMemory()
})

/** A page with the widget on it; a second one with the same memory is a reload, or another tab. */
async function page(refused?: (why: string) => void): Promise<Chat> {
  const chat = widget(refused)
  await chat.start()
  return chat
}

function widget(refused: (why: string) => void = () => {}): Chat {
  const { connect, fetch } = desk
  return new Chat({
    site: "key",
    language: "en",
    page: "/a",
    keep,
    clock,
    connect,
    refused,
    fetch: fetch as typeof globalThis.fetch,
  })
}

const texts = ({ screen }: Chat) =>
  screen.view.items.flatMap(item => (item.type === "message" ? [item.text] : []))
const states = ({ screen }: Chat) => screen.letters.map(letter => letter.state)

test("nobody is connected, and nothing is started, before the visitor says something", async () => {
  const chat = await page()
  expect(chat.screen).toMatchObject({ phase: "ready", site: { name: "Foundry" }, connection: null })
  expect(desk.wires).toHaveLength(0)
})

test("the first message starts the conversation, and is there once when it comes back", async () => {
  const chat = await page()
  chat.write("Hello")
  expect(states(chat)).toEqual(["sending"])
  await settled()
  desk.answer()
  expect(texts(chat)).toEqual(["Hello"])
  expect(states(chat)).toEqual([])
  expect(chat.screen.connection).toBe("live")
})

test("a reload keeps visitor and thread (P11)", async () => {
  const before = await page()
  before.write("Hello")
  await settled()
  desk.answer()
  const after = await page()
  expect(desk.tokens).toEqual([null, "secret"])
  expect(texts(after)).toEqual(["Hello"])
  expect(desk.wires.at(-1)?.sent).toEqual([])
  desk.answer()
  expect(desk.wires.at(-1)?.sent[0]).toMatchObject({ t: "hello", token: "secret", after: 1 })
})

describe("who the page says its visitor is (F38)", () => {
  test("goes to the desk once, and is remembered by nobody but the page", async () => {
    const chat = widget()
    await chat.introduce({ identity: "signed" })
    expect(desk.known).toEqual([])
    await chat.start()
    await chat.introduce({ attributes: { plan: "pro" } })
    expect(desk.known).toEqual([{ identity: "signed" }, { identity: "signed", attributes: { plan: "pro" } }])
    await page()
    expect(desk.known).toHaveLength(2)
  })

  test("goes again to a desk that has forgotten this browser, and once the network is back", async () => {
    const chat = await page()
    desk.online = false
    await chat.introduce({ identity: "signed" })
    desk.online = true
    desk.token = "another"
    chat.wake()
    await settled()
    expect(desk.known).toEqual([{ identity: "signed" }])
    expect(chat.screen.phase).toBe("ready")
  })

  test("is told, too, if it is said while another is being told (F39)", async () => {
    const chat = await page()
    const ada = chat.introduce({ identity: "signed for ada" })
    while (!desk.known.length) await Promise.resolve()
    await Promise.all([ada, chat.introduce({ identity: "signed for bob" })])
    expect(desk.known).toEqual([{ identity: "signed for ada" }, { identity: "signed for bob" }])
  })

  test("leaves the thread to who wrote it, with what they had not sent yet (F39)", async () => {
    const chat = await page()
    chat.write("I am Ada")
    await settled()
    desk.answer()
    desk.refusal = { status: 409, code: "not_allowed", detail: "Not now." }
    chat.write("This was refused")
    await settled()
    expect(states(chat)).toEqual(["refused"])
    desk.refusal = null
    desk.recognised = "bobs"
    desk.conversation = null
    await chat.introduce({ identity: "signed for bob" })
    expect(texts(chat)).toEqual([])
    expect(states(chat)).toEqual([])
    expect(chat.screen).toMatchObject({ phase: "ready", connection: null })
    expect(desk.tokens.at(-1)).toBe("bobs")
    expect((await page()).screen.letters).toEqual([])
  })

  test("is told to the page if it is not believed, and the chat goes on", async () => {
    const heard: string[] = []
    const chat = await page(why => heard.push(why))
    desk.refusal = { status: 422, code: "bad_input", detail: "It has run out." }
    await chat.introduce({ identity: "old" })
    desk.refusal = null
    chat.wake()
    await settled()
    expect(heard).toEqual(["It has run out."])
    expect(desk.known).toEqual([])
    expect(chat.screen.phase).toBe("ready")
  })

  test("is the same in every tab: none goes on showing what another person wrote (F39)", async () => {
    const chat = await page()
    chat.write("I am Ada")
    await settled()
    desk.answer()
    const other = await page()
    expect(texts(other)).toEqual(["I am Ada"])
    desk.recognised = "bobs"
    desk.conversation = null
    const before = keep.get(leftKey("key"))
    await chat.introduce({ identity: "signed for bob" })
    expect(keep.get(leftKey("key"))).not.toBe(before)
    await other.forget(true) // as the browser tells it when that changes
    expect(texts(other)).toEqual([])
    expect(desk.tokens.at(-1)).toBe("bobs")
    expect(desk.known).toHaveLength(1)
  })

  test("is over when they have left the site", async () => {
    const chat = await page()
    await chat.introduce({ identity: "signed" })
    chat.write("Hello")
    await settled()
    desk.answer()
    desk.conversation = null
    desk.token = "new"
    await chat.forget()
    expect(texts(chat)).toEqual([])
    expect(desk.tokens.at(-1)).toBeNull()
    expect(desk.known).toHaveLength(1)
  })
})

describe("what was erased (F40)", () => {
  test("takes no word more: what is written begins anew", async () => {
    const chat = await page()
    chat.write("Hello")
    await settled()
    const wire = desk.answer()
    const { conversation } = chat.screen.view
    wire.says(desk.frame([desk.happens("erased", {}, { stage: "resolved" })]))
    expect(chat.screen.view).toMatchObject({ gone: true, items: [] })
    chat.write("Hello again")
    await settled()
    expect(chat.screen.view.gone).toBe(false)
    expect(chat.screen.view.conversation).not.toBe(conversation)
    expect(desk.commands.at(-1)?.text).toBe("Hello again")
  })

  test("leaves no thread to who is somebody new since then", async () => {
    const chat = await page()
    chat.write("Hello")
    await settled()
    const wire = desk.answer()
    desk.token = "another"
    const error = { status: 401, code: "signed_out", detail: "Please sign in." }
    wire.says({ t: "error", error })
    await settled()
    expect(chat.screen.view).toMatchObject({ conversation: null, number: 0 })
  })
})

describe("without a network", () => {
  test("a message waits, and goes once when it is back", async () => {
    const chat = await page()
    chat.write("Hello")
    await settled()
    desk.answer()
    desk.online = false
    chat.write("Are you there?")
    await settled()
    expect(states(chat)).toEqual(["waiting"])
    desk.online = true
    chat.wake()
    await settled()
    desk.wires.at(-1)?.says(desk.frame(desk.events.slice(1)))
    expect(texts(chat)).toEqual(["Hello", "Are you there?"])
    expect(states(chat)).toEqual([])
  })

  test("a message that waits goes as soon as the line is back", async () => {
    const chat = await page()
    chat.write("Hello")
    await settled()
    const wire = desk.answer()
    desk.online = false
    wire.onclose?.(new CloseEvent("close"))
    chat.write("Are you there?")
    await clock.pass(400)
    expect(states(chat)).toEqual(["waiting"])
    desk.online = true
    desk.answer()
    await settled()
    expect(desk.commands.map(command => command.text)).toEqual(["Hello", "Are you there?"])
  })

  test("a message that waits survives a reload", async () => {
    const before = await page()
    before.write("Hello")
    await settled()
    desk.answer()
    desk.online = false
    before.write("Still there?")
    await settled()
    desk.online = true
    const after = await page()
    await settled()
    expect(desk.commands.map(command => command.text)).toEqual(["Hello", "Still there?"])
    desk.answer()
    expect(texts(after)).toEqual(["Hello", "Still there?"])
  })

  test("the very first message survives a reload too", async () => {
    const before = await page()
    desk.online = false
    before.write("Hello")
    await settled()
    desk.online = true
    const after = await page()
    await settled()
    desk.answer()
    expect(texts(after)).toEqual(["Hello"])
    expect(states(after)).toEqual([])
  })

  test("the chat says so, and comes by itself", async () => {
    desk.online = false
    const chat = await page()
    expect(chat.screen.phase).toBe("failed")
    desk.online = true
    await clock.pass(4_000)
    expect(chat.screen.phase).toBe("ready")
  })
})

test("a refused message is kept, and goes again when the visitor says so", async () => {
  const chat = await page()
  desk.refusal = { status: 422, code: "bad_input", detail: "Too long." }
  chat.write("Hello")
  await settled()
  expect(chat.screen.letters[0]).toMatchObject({ state: "refused", refusal: { message: "Too long." } })
  desk.refusal = null
  const [letter] = chat.screen.letters
  if (letter) chat.again(letter)
  await settled()
  desk.answer()
  expect(texts(chat)).toEqual(["Hello"])
  expect(states(chat)).toEqual([])
})

test("an event that was missed is asked for (F24)", async () => {
  const chat = await page()
  chat.write("Hello")
  await settled()
  const wire = desk.answer()
  desk.happens("teammate_replied", { message: "m1", text: "one" })
  const second = desk.happens("teammate_replied", { message: "m2", text: "two" })
  wire.says(desk.frame([second]))
  expect(texts(chat)).toEqual(["Hello"])
  expect(wire.sent.at(-1)).toMatchObject({ t: "follow", after: 1 })
  wire.says(desk.frame(desk.events.slice(1)))
  expect(texts(chat)).toEqual(["Hello", "one", "two"])
})

test("a beat that is ahead is asked about", async () => {
  const chat = await page()
  chat.write("Hello")
  await settled()
  const wire = desk.answer()
  wire.says({ t: "beat", vseq: 2 })
  expect(wire.sent.at(-1)).toMatchObject({ t: "follow", after: 1 })
})

test("where sockets are forbidden, what is said arrives by asking", async () => {
  const chat = await page()
  chat.write("Hello")
  await settled()
  for (let attempt = 0; attempt < 3; attempt += 1) {
    desk.wires.at(-1)?.onclose?.(new CloseEvent("close"))
    await clock.pass(1_500)
  }
  expect(chat.screen.connection).toBe("polling")
  desk.happens("teammate_replied", { message: "m1", text: "Here I am" })
  await clock.pass(4_000)
  expect(texts(chat)).toEqual(["Hello", "Here I am"])
})

test("another tab shows the conversation that this one began", async () => {
  const [one, other] = [await page(), await page()]
  one.write("Hello")
  await settled()
  const conversation = keep.get("chatref:conversation:key")
  expect(conversation).toBe(one.screen.view.conversation)
  await other.join(conversation ?? "")
  expect(texts(other)).toEqual(["Hello"])
})

test("a new conversation leaves the old one where it is", async () => {
  const chat = await page()
  chat.write("Hello")
  await settled()
  const old = desk.answer()
  const before = chat.screen.view.conversation
  chat.startNew()
  expect(texts(chat)).toEqual([])
  old.says(desk.frame([desk.happens("teammate_replied", { message: "m1", text: "late" })]))
  expect(texts(chat)).toEqual([])
  desk.conversation = null
  desk.events = []
  chat.write("Something else")
  await settled()
  expect(chat.screen.view.conversation).not.toBe(before)
})

test("what the site reports waits for a conversation to be told in", async () => {
  const chat = await page()
  chat.report("payment_failed", { order: "A-1" })
  await settled()
  expect(desk.commands).toEqual([])
  chat.write("My card was refused")
  await settled()
  desk.answer()
  await settled()
  const report = { kind: "report_event", name: "payment_failed", facts: { order: "A-1" } }
  expect(desk.commands[1]).toMatchObject(report)
})

test("what the site reports while the chat comes is told in the conversation that there is", async () => {
  const before = await page()
  before.write("Hello")
  await settled()
  const after = widget()
  const started = after.start()
  after.report("payment_failed", { order: "A-1" })
  await started
  await settled()
  expect(desk.commands[1]).toMatchObject({ kind: "report_event", name: "payment_failed" })
})

test("what the site reports before the first word has come back is told with it", async () => {
  const chat = await page()
  chat.write("My card was refused")
  await settled()
  chat.report("payment_failed", { order: "A-1" })
  await settled()
  expect(desk.commands[1]).toMatchObject({ kind: "report_event", name: "payment_failed" })
})

test("the place in line is heard as it moves, and costs no request", async () => {
  const chat = await page()
  chat.write("A person, please")
  await settled()
  const wire = desk.answer()
  const before = desk.reads
  wire.says(desk.frame([desk.happens("queued", {}, { stage: "waiting", epoch: 2 })]))
  wire.says({ t: "hint", conversation: desk.conversation, kind: "waiting", place: 2, expected: 90 })
  expect(chat.screen.view.waiting?.place).toBe(2)
  wire.says({ t: "hint", conversation: desk.conversation, kind: "waiting", place: 1, expected: null })
  expect(chat.screen.view.waiting?.place).toBe(1)
  await clock.pass(40_000)
  expect(desk.reads).toBe(before)
})
