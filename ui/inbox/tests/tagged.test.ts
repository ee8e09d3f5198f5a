import { describe, expect, test } from "vitest"
import { asKnown, giverOf, suggested } from "../src/context/tagged.ts"
import { openThread } from "../src/thread/state.ts"
import { event, mats, said, snapshot } from "./cast.ts"

const assistant = { kind: "assistant" } as const
const teammate = { kind: "teammate", ...mats } as const

describe("who gave a tag (P18)", () => {
  const { items } = openThread(
    snapshot([
      said(1, "visitor"),
      event(2, "handoff_opened", { handoff: "h", reason: "Refund", rule: "Refunds", actor: assistant }),
      event(3, "tagged", { add: ["refund", "vip"], remove: [], actor: assistant }),
      event(4, "tagged", { add: ["licence"], remove: [], actor: assistant }),
      event(5, "tagged", { add: [], remove: ["vip"], actor: teammate }),
      event(6, "tagged", { add: ["vip"], remove: [], actor: teammate }),
      event(7, "handoff_opened", { handoff: "i", reason: "Asked", actor: assistant }),
      event(8, "tagged", { add: ["asked"], remove: [], actor: assistant }),
    ]),
  ).view

  test("is the rule that opened the handoff just before", () => {
    expect(giverOf("refund", items)).toEqual({ rule: "Refunds" })
  })

  test("is whoever gave it last", () => {
    expect(giverOf("vip", items)).toEqual({ teammate: mats.name })
    expect(giverOf("licence", items)).toEqual({ assistant: true })
    expect(giverOf("asked", items)).toEqual({ assistant: true })
  })

  test("is not guessed where the thread was not read so far back", () => {
    expect(giverOf("old", items)).toBeNull()
    expect(giverOf("refund", items.slice(3))).toBeNull()
    expect(giverOf("refund", items.slice(2))).toBeNull()
  })
})

describe("a tag that is written", () => {
  const known = ["refund", "Billing", "vip refund", "bug"]

  test("is the one in use, whatever its capitals and spaces", () => {
    expect(asKnown("  billing ", known)).toBe("Billing")
    expect(asKnown("VIP   Refund", known)).toBe("vip refund")
    expect(asKnown("New  one", known)).toBe("New one")
    expect(asKnown("   ", known)).toBe("")
  })

  test("brings those that begin so before those that hold it, without those given already", () => {
    expect(suggested("b", known, [])).toEqual(["Billing", "bug"])
    expect(suggested("Refund", known, [])).toEqual(["refund", "vip refund"])
    expect(suggested("refund", known, ["refund"])).toEqual(["vip refund"])
    expect(suggested(" ", known, ["bug"])).toEqual(["refund", "Billing", "vip refund"])
    expect(suggested("zebra", known, [])).toEqual([])
  })
})
