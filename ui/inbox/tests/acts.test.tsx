// @vitest-environment jsdom
import type { Me, TeamCommand } from "@chatref/shared/inbox-wire"
import { QueryClientProvider } from "@tanstack/react-query"
import { act } from "react"
import { createRoot, type Root } from "react-dom/client"
import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { say } from "../src/parts/toast.tsx"
import { queries } from "../src/reads.ts"
import { strings } from "../src/strings.ts"
import { type Acts, useActs } from "../src/thread/acts.ts"
import type { Thread } from "../src/thread/state.ts"
import { klara, summary } from "./cast.ts"

vi.mock(import("../src/parts/toast.tsx"), async original => ({ ...(await original()), say: vi.fn() }))
vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

let root: Root
let acts: Acts
let sent: TeamCommand[]
let answers: ((response: Response) => void)[]

const thread = {
  summary: summary("c", { stage: "assigned", owner: klara }),
  view: { number: 1, items: [] },
  handoff: null,
} as unknown as Thread

function Pane() {
  acts = useActs(thread, { teammate: klara, teammates: [] } as unknown as Me)
  return null
}

const open = () =>
  act(async () => {
    root = createRoot(document.createElement("div"))
    root.render(
      <QueryClientProvider client={queries}>
        <Pane />
      </QueryClientProvider>,
    )
  })

beforeEach(() => {
  sent = []
  answers = []
  vi.stubGlobal("fetch", (_: string, { body }: { body: string }) => {
    sent.push(JSON.parse(body) as TeamCommand)
    return new Promise<Response>(resolve => answers.push(resolve))
  })
  return open()
})

afterEach(() => act(() => root.unmount()))

const refused = (code: string) =>
  press(() => {
    const headers = { "Content-Type": "application/problem+json" }
    answers.shift()?.(
      new Response(JSON.stringify({ status: 409, code, detail: "No." }), { status: 409, headers }),
    )
  })

/** The server takes one act after another, until none is left. */
const taken = async () => {
  for (let answer = answers.shift(); answer; answer = answers.shift()) {
    const done = answer
    await act(async () => {
      done(Response.json({ seq: 1 }))
      await new Promise(resolve => setTimeout(resolve, 5))
    })
  }
}

const press = (how: () => void) =>
  act(async () => {
    how()
    await new Promise(resolve => setTimeout(resolve, 5))
  })

test("what is done twice is done once, also with another act between", async () => {
  await press(() => acts.resolve(null))
  await press(() => acts.tag(["vip"], []))
  await press(() => acts.resolve(null))
  await taken()
  expect(sent.map(({ kind }) => kind)).toEqual(["resolve", "tag"])
})

test("what is done twice is done once, also after the thread was left and opened again", async () => {
  await press(() => acts.release())
  act(() => root.unmount())
  await open()
  await press(() => acts.release())
  await taken()
  expect(sent.map(({ kind }) => kind)).toEqual(["release"])
})

test("who passes it on to another one after all is heard", async () => {
  await press(() => acts.transfer({ teammate: "mats" }))
  await press(() => acts.transfer({ teammate: "mats" }))
  await press(() => acts.transfer({ team: "billing" }))
  await taken()
  expect(sent).toMatchObject([{ teammate: "mats" }, { team: "billing" }])
})

test("who goes back to the first one after all is heard", async () => {
  await press(() => acts.transfer({ teammate: "mats" }))
  await press(() => acts.transfer({ teammate: "olga" }))
  await press(() => acts.transfer({ teammate: "mats" }))
  await press(() => acts.tag(["vip"], []))
  await press(() => acts.transfer({ teammate: "mats" }))
  await taken()
  expect(sent).toMatchObject([
    { teammate: "mats" },
    { teammate: "olga" },
    { teammate: "mats" },
    { add: ["vip"] },
  ])
})

test("the assistant may be paused, resumed and paused again", async () => {
  await press(() => acts.plain("pause_assistant"))
  await press(() => acts.plain("resume_assistant"))
  await press(() => acts.plain("pause_assistant"))
  await taken()
  expect(sent.map(({ kind }) => kind)).toEqual(["pause_assistant", "resume_assistant", "pause_assistant"])
})

test("a tag may be given, taken away and given again", async () => {
  await press(() => acts.tag(["vip"], []))
  await press(() => acts.tag([], ["vip"]))
  await press(() => acts.tag(["vip"], []))
  await taken()
  expect(sent).toMatchObject([{ add: ["vip"] }, { remove: ["vip"] }, { add: ["vip"] }])
})

test("a refused close asks back in its thread, and only says why where the thread was left", async () => {
  await press(() => acts.resolve(null))
  await refused("unanswered")
  expect(acts.question).toBe("outcome")
  expect(say).not.toHaveBeenCalled()
  await press(() => acts.resolve(null))
  act(() => root.unmount())
  await refused("unanswered")
  expect(say).toHaveBeenCalledWith(strings.refused.unanswered)
})
