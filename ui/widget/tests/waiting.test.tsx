// @vitest-environment jsdom
import { keepInMemory } from "@chatref/shared/keep"
import { empty } from "@chatref/shared/reducer"
import { render } from "preact"
import { beforeEach, describe, expect, test } from "vitest"
import type { Chat, Screen } from "../src/chat.ts"
import { WaitingCard } from "../src/parts/waiting_card.tsx"

let root: HTMLElement

beforeEach(() => {
  document.body.innerHTML = "<div id=root></div>"
  root = document.getElementById("root") as HTMLElement
})

function queue({ expected, open = true }: { expected: number | null; open?: boolean }): string {
  const view = { ...empty("visitor", "c"), waiting: { place: 2, expected } }
  const screen = { letters: [], view, site: { opening: { open, text: "" } } } as unknown as Screen
  const chat = { options: { keep: keepInMemory() } } as unknown as Chat
  render(<WaitingCard chat={chat} screen={screen} />, root)
  return root.querySelector(".queue")?.textContent ?? ""
}

describe("how long a wait usually takes (P12, P14)", () => {
  test("is said in minutes beside the place, where it was measured", () => {
    expect(queue({ expected: 240 })).toContain("It usually takes about 4 min")
    expect(queue({ expected: 20 })).toContain("It usually takes about 1 min")
  })

  test("is not said where nothing was measured, nor while the team is away", () => {
    expect(queue({ expected: null })).not.toContain("usually")
    expect(queue({ expected: 240, open: false })).not.toContain("usually")
  })
})
