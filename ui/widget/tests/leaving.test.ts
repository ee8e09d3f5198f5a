/** Who leaves the site while the desk still answers them, and who was erased while no socket could be had. */
import { keepInMemory } from "@chatref/shared/keep"
import { expect, test } from "vitest"
import { FakeClock, settled } from "../../shared/tests/fake_clock.ts"
import { Chat } from "../src/chat.ts"
import { Desk } from "./desk.ts"

const LATE = ["/session", "/conversations/", "/known"]
const ADAS = ["secret", "signed in"]

test.each(LATE)(
  "shows nothing of who left while %s was answered, and keeps no secret of theirs",
  async late => {
    const desk = new Desk()
    const keep = keepInMemory()
    const widget = (fetch: typeof desk.fetch) => {
      const options = { site: "key", language: "en", page: "/a", keep, clock: new FakeClock() }
      return new Chat({ ...options, connect: desk.connect, fetch: fetch as typeof globalThis.fetch })
    }
    const before = widget(desk.fetch)
    await before.start()
    before.write("I am Ada")
    await settled()

    let come = () => {}
    const held = new Promise<void>(done => {
      come = done
    })
    const after = widget(async (input, init) => {
      const path = String(input)
      const answer = await desk.fetch(input, init)
      if (path.endsWith("/session") && !ADAS.includes(JSON.parse(String(init?.body)).token))
        return new Response(JSON.stringify({ ...(await answer.json()), token: "new", conversation: null }))
      if (path.includes(late)) await held
      return answer
    })
    desk.recognised = late === "/known" ? "signed in" : null
    void after.introduce({ identity: "signed for ada" })
    const started = after.start()
    await settled()
    const left = after.forget()
    await settled()
    come()
    await Promise.all([started, left])
    expect(after.screen).toMatchObject({ phase: "ready", view: { items: [], conversation: null } })
    expect(keep.get("chatref:token:key")).toBe("new")
  },
)

test("leaves no thread to who was erased where what is said arrives by asking (F40)", async () => {
  const [desk, clock] = [new Desk(), new FakeClock()]
  let erased = false
  const fetch = async (input: unknown, init?: { body?: unknown }) =>
    erased && String(input).includes("/events")
      ? new Response(JSON.stringify({ status: 401, code: "signed_out" }), { status: 401 })
      : desk.fetch(input, init)
  const options = { site: "key", language: "en", page: "/a", keep: keepInMemory(), clock }
  const chat = new Chat({ ...options, connect: desk.connect, fetch: fetch as typeof globalThis.fetch })
  await chat.start()
  chat.write("Hello")
  await settled()
  for (let attempt = 0; attempt < 3; attempt += 1) {
    desk.wires.at(-1)?.onclose?.(new CloseEvent("close"))
    await clock.pass(1_500)
  }
  expect(chat.screen).toMatchObject({ connection: "polling", view: { number: 1 } })
  erased = true
  desk.token = "another"
  await clock.pass(4_000)
  await settled()
  expect(chat.screen).toMatchObject({ connection: null, view: { conversation: null, items: [] } })
})
