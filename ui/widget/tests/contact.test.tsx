// @vitest-environment jsdom
import { keepInMemory } from "@chatref/shared/keep"
import { empty } from "@chatref/shared/reducer"
import { render } from "preact"
import { beforeEach, describe, expect, test } from "vitest"
import type { Chat, Screen } from "../src/chat.ts"
import { Cards } from "../src/parts/cards.tsx"

let root: HTMLElement
let left: string[]
let back: number
let chat: Chat

beforeEach(() => {
  document.body.innerHTML = "<div id=root></div>"
  root = document.getElementById("root") as HTMLElement
  left = []
  back = 0
  const options = { keep: keepInMemory() }
  chat = { options, leaveContact: (address: string) => left.push(address) } as unknown as Chat
})

const settled = () => new Promise(resolve => setTimeout(resolve, 20))

async function draw({ stage = "assigned", contact = null as string | null, mails = true } = {}) {
  const view = { ...empty("visitor", "c"), head: { stage }, contact }
  const screen = { letters: [], view, site: { mails } } as unknown as Screen
  render(<Cards chat={chat} screen={screen} toComposer={() => back++} />, root)
  await settled()
}

const offer = () => root.querySelector(".offer")

async function press(button: Element | null | undefined): Promise<void> {
  ;(button as HTMLElement).click()
  await settled()
}

describe("an address for who talks to a teammate and may leave (F16, F37)", () => {
  test("is offered in one line, and taken where it is wanted", async () => {
    await draw()
    await press(offer()?.querySelector("button"))
    const input = root.querySelector("input") as HTMLInputElement
    expect(document.activeElement).toBe(input)
    input.value = " vera@home.example "
    input.dispatchEvent(new Event("input", { bubbles: true }))
    await settled()
    root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }))
    expect(left).toEqual(["vera@home.example"])
  })

  test("is not offered where it is known, nobody answers by mail, or nobody has taken over", async () => {
    for (const not of [{ contact: "vera@home.example" }, { mails: false }, { stage: "assistant" }]) {
      await draw(not)
      expect(offer()).toBeNull()
    }
  })

  test("is not offered again once it was declined, after a reload neither", async () => {
    await draw()
    await press(root.querySelector(".offer [aria-label]"))
    expect([offer(), back]).toEqual([null, 1])
    render(null, root)
    await draw()
    expect(offer()).toBeNull()
  })
})
