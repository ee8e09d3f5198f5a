/** Who leaves the site while the desk still answers them: a page may say so as soon as the chat is there. */
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
