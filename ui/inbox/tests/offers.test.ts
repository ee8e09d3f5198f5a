import { describe, expect, it } from "vitest"
import { following, offeredTo, secondsLeft } from "../src/offer/offered.ts"
import { at, klara, mats, summary } from "./cast.ts"

const offered = (conversation: string, teammate: string, due: number) =>
  summary(conversation, { stage: "offered", offer: { teammate, due_at: at(due) } })

describe("what rings", () => {
  it("is mine, and the first to lapse on top", () => {
    const list = [
      offered("late", klara.id, 50),
      offered("theirs", mats.id, 10),
      offered("soon", klara.id, 20),
    ]
    expect(offeredTo(list, klara.id).map(({ conversation }) => conversation)).toEqual(["soon", "late"])
  })

  it("is nothing once the case was claimed", () => {
    const claimed = summary("one", { stage: "assigned", offer: null })
    expect(offeredTo([claimed, summary("two")], klara.id)).toEqual([])
  })

  it("counts down to nothing and not below", () => {
    const [mine] = offeredTo([offered("one", klara.id, 30)], klara.id)
    if (!mine) throw new Error("it rings")
    expect(secondsLeft(mine, Date.parse(at(0)))).toBe(30)
    expect(secondsLeft(mine, Date.parse(at(45)))).toBe(0)
  })
})

it("one key goes through the switch", () => {
  expect([following("available"), following("busy"), following("away")]).toEqual([
    "busy",
    "away",
    "available",
  ])
})
