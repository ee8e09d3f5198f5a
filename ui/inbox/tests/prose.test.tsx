// @vitest-environment jsdom
import { act } from "react"
import { createRoot } from "react-dom/client"
import { expect, test, vi } from "vitest"
import { Prose } from "../src/parts/prose.tsx"

vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true)

async function drawn(text: string, strange: boolean): Promise<HTMLElement> {
  const place = document.createElement("div")
  await act(async () => createRoot(place).render(<Prose text={text} strange={strange} />))
  return place
}

const NAMED = "[https://bank.example/](https://evil.example/)"

test("a stranger's link is called what it is, whatever they call it", async () => {
  for (const text of [NAMED, NAMED.replace("/]", "]"), "[Your order](https://evil.example/)"])
    expect((await drawn(text, true)).querySelector("a")?.textContent).toBe("https://evil.example/")
  expect((await drawn("[Your order](https://evil.example/)", true)).textContent).toBe(
    "Your order: https://evil.example/",
  )
})

test("a bare address stays as it was written, and ours keep their names", async () => {
  expect((await drawn("See https://shop.example.", true)).textContent).toBe("See https://shop.example.")
  expect((await drawn("[Refunds](https://shop.example/)", false)).textContent).toBe("Refunds")
})
