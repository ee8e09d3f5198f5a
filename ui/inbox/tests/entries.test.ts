import type { WireEvent } from "@chatref/shared/wire"
import { describe, expect, test } from "vitest"
import { type Entry, entriesOf } from "../src/thread/entries.ts"
import { openThread } from "../src/thread/state.ts"
import { control, event, klara, mats, names, said, snapshot } from "./cast.ts"

const entries = (events: WireEvent[], seen: number | null = null) =>
  entriesOf(openThread(snapshot(events)).view.items, names, seen)

const drawn = (entry: Entry): string => {
  if (entry.type === "group") return `${entry.from.kind}${entry.messages.map(({ number }) => number)}`
  return entry.type === "lines" ? entry.lines.map(line => line.text).join(" · ") : entry.type
}

const lines = (events: WireEvent[]) => entries(events).map(drawn)

const shape = (events: WireEvent[], seen: number | null = null) => entries(events, seen).map(drawn).slice(1)

describe("the thread as drawn", () => {
  test("consecutive messages of one speaker stand together, and what needs no line does not part them", () => {
    const quiet = event(2, "verdict_reached", { trace: "{}", escalates: false })
    expect(shape([said(1, "visitor"), quiet, said(3, "visitor"), said(4, "assistant")])).toEqual([
      "visitor1,3",
      "assistant4",
    ])
  })

  test("state changes and the desk's words are thin lines in plain words, run together", () => {
    const teammate = { kind: "teammate" as const, id: klara.id }
    const events = [
      said(1, "visitor"),
      event(2, "person_asked"),
      event(3, "desk_said", {
        message: "m3",
        text: "Let me connect you",
        line: "hand_over",
        actor: { kind: "desk" },
      }),
      event(4, "claimed", { actor: teammate, teammate: klara.id, taken_from: mats.id }),
      said(5, klara),
    ]
    expect(shape(events)).toEqual([
      "visitor1",
      "The visitor asked for a person · Let me connect you · You took over from Mats Lund",
      "teammate5",
    ])
  })

  test("a detail is named by its label", () => {
    const given = event(2, "detail_given", { field: "order", value: "A-1", by: "visitor", verified: true })
    expect(shape([said(1, "visitor"), given])).toEqual(["visitor1", "Order: A-1"])
  })

  test("a transfer names its target, a resolution by the clock says so", () => {
    const transfer = event(2, "transferred", {
      actor: { kind: "teammate", id: mats.id },
      team: "billing",
      teammate: null,
    })
    const clock = event(3, "resolved", { outcome: "assumed", by_clock: true, actor: { kind: "desk" } })
    expect(shape([said(1, "visitor"), transfer, clock])).toEqual([
      "visitor1",
      "Mats Lund transferred it to Billing · Resolved: nothing was heard any more",
    ])
  })

  test("a case that came to another team than was meant says why, once (P3)", () => {
    const opened = (instead_of: string | null) =>
      event(1, "handoff_opened", { handoff: "h", reason: "refund", team: "support", instead_of })
    const queued = (instead_of?: string) => event(2, "queued", { team: "support", instead_of })
    const told = "Nobody in Billing could take it, so it went to Support"
    expect(lines([opened("billing"), queued()])).toEqual([`Handed over: refund. ${told}`])
    expect(lines([opened(null), queued("billing")])).toEqual([`Handed over: refund · ${told}`])
    expect(lines([opened(null), queued("gone")])).toEqual([
      "Handed over: refund · The team it was meant for is not there, so it went to Support",
    ])
    expect(lines([opened(null), queued()])).toEqual(["Handed over: refund"])
  })

  test("a resolution says who resolved it, and where", () => {
    const by = (kind: "teammate" | "server" | "visitor", id = "") =>
      event(2, "resolved", { outcome: "elsewhere", by_clock: false, actor: { kind, id } })
    expect(shape([said(1, "visitor"), by("teammate", mats.id)])[1]).toBe("Mats Lund resolved this")
    expect(shape([said(1, "visitor"), by("server")])[1]).toBe("Resolved where its ticket was closed")
    expect(shape([said(1, "visitor"), by("visitor")])[1]).toBe("Resolved")
  })

  test("what is new is marked, also inside a group; with nothing new there is no mark", () => {
    const events = [said(1, "visitor"), said(2, "visitor"), said(3, "visitor")]
    expect(shape(events, 2)).toEqual(["visitor1,2", "unread", "visitor3"])
    expect(shape(events, 3)).toEqual(["visitor1,2,3"])
    expect(shape(events)).toEqual(["visitor1,2,3"])
  })

  test("an unknown kind draws nothing", () => {
    expect(shape([said(1, "visitor"), event(2, "made_up" as never, { after: control() })])).toEqual([
      "visitor1",
    ])
  })
})
