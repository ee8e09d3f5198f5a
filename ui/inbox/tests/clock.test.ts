import { describe, expect, test } from "vitest"
import { ringOf, span } from "../src/list/clock.ts"
import { at } from "./cast.ts"

const owed = (debt = "rung") => ({ debt, since: at(0), due_at: at(120), holder: "team" })
const ring = (second: number) => ringOf(owed(), Date.parse(at(second)))

describe("the clock of what is owed (P15)", () => {
  test("is calm, turns amber at two thirds, and red at the deadline", () => {
    expect(ring(0)).toEqual({ tone: "calm", share: 0, text: "2:00" })
    expect(ring(79)?.tone).toBe("calm")
    expect(ring(80)?.tone).toBe("soon")
    expect(ring(119)).toMatchObject({ tone: "soon", text: "0:01" })
    expect(ring(120)).toEqual({ tone: "late", share: 1, text: "0:00" })
    expect(ring(192)).toEqual({ tone: "late", share: 1, text: "1:12" })
  })

  test("never goes back before its start, or over its end", () => {
    expect(ring(-50)?.share).toBe(0)
    expect(ring(5000)?.share).toBe(1)
    expect(ringOf({ ...owed(), due_at: at(0) }, Date.parse(at(0)))?.share).toBe(1)
  })

  test("runs for what people owe, and not for the assistant or the visitor's next word", () => {
    const now = Date.parse(at(1))
    for (const debt of ["rung", "reply", "acceptance", "detail"])
      expect(ringOf(owed(debt), now)).not.toBeNull()
    for (const debt of ["answer", "next_word", "waking", "desk"]) expect(ringOf(owed(debt), now)).toBeNull()
    expect(ringOf(null, now)).toBeNull()
  })

  test("says short times to the second, long ones roughly", () => {
    expect([0, 34_900, 72_000, 3_599_000].map(span)).toEqual(["0:00", "0:34", "1:12", "59:59"])
    expect([3_600_000, 7_300_000, 86_400_000].map(span)).toEqual(["1 h", "2 h", "1 d"])
  })
})
