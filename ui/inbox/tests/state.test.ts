import { describe, expect, test } from "vitest"
import { advance, lastSeen, openThread, refreshed, withEarlier } from "../src/thread/state.ts"
import { control, event, klara, mats, said, snapshot } from "./cast.ts"

const history = [
  said(1, "visitor"),
  said(2, "assistant"),
  event(3, "handoff_opened", {
    handoff: "h",
    reason: "Refund",
    why: "because",
    after: control({ epoch: 2 }),
  }),
  event(4, "detail_given", { field: "order", value: "A-1", by: "visitor", verified: true }),
  said(5, mats),
  event(6, "claimed", { after: control({ stage: "assigned", owner: klara, epoch: 3 }) }),
]

describe("an open thread stays in step", () => {
  test("events on an old snapshot give what a fresh snapshot gives, at every cut", () => {
    const fresh = openThread(snapshot(history)).view
    for (let cut = 0; cut <= history.length; cut++) {
      const { thread, gap } = advance(openThread(snapshot(history.slice(0, cut))), history.slice(cut))
      expect(gap).toBe(false)
      expect(thread.view.items).toEqual(fresh.items)
      expect(thread.view.head).toEqual(fresh.head)
    }
  })

  test("what came already changes nothing; what is missing is asked for and never guessed", () => {
    const start = openThread(snapshot(history.slice(0, 2)))
    expect(advance(start, history.slice(0, 2)).thread).toEqual(start)
    const after = advance(start, history.slice(3))
    expect(after.gap).toBe(true)
    expect(after.thread.view.number).toBe(2)
  })

  test("the card is there with the event that opens the handoff, and asks for the rest (P9)", () => {
    const { thread, stale } = advance(openThread(snapshot(history.slice(0, 2))), history.slice(2, 4))
    expect(thread.handoff).toMatchObject({ id: "h", reason: "Refund", why: "because" })
    expect(thread.details).toEqual([
      {
        field: "order",
        label: "order",
        value: "A-1",
        by: "visitor",
        verified: true,
        was: null,
        earlier: false,
        file: null,
      },
    ])
    expect(stale).toBe(true)
  })

  test("a summary that a model has written asks for the card again (P9)", () => {
    const summed = event(5, "handoff_summed", { handoff: "h", text: "In short." })
    const { stale } = advance(openThread(snapshot(history.slice(0, 4))), [summed])
    expect(stale).toBe(true)
  })

  test("what was asked for and not given yet stands in the card, and is filled in its place (P9)", () => {
    const asked = event(3, "details_asked", {
      action: "return",
      fields: [
        { field: "order", label: "Order" },
        { field: "sku", label: "SKU" },
      ],
    })
    const given = event(4, "detail_given", { field: "order", value: "A-1", by: "visitor", verified: false })
    const events = [...history.slice(0, 2), asked, given]
    const { thread } = advance(openThread(snapshot(events.slice(0, 2))), events.slice(2))
    expect(thread.details.map(({ label, value }) => [label, value])).toEqual([
      ["Order", "A-1"],
      ["SKU", null],
    ])
    const order = {
      field: "order",
      label: "Order",
      value: "A-1",
      by: "visitor",
      was: null,
      earlier: false,
      file: null,
    }
    const details = [{ ...order, verified: false }]
    expect(openThread(snapshot(events, { details })).details).toEqual(thread.details)
  })

  test("what the visitor is asked to confirm stands in the card, and is not yet given (P9)", () => {
    const sku = { field: "sku", label: "SKU", value: "5521", inferred: true }
    const asked = event(3, "details_asked", { action: "return", fields: [sku] })
    const start = openThread(snapshot([...history.slice(0, 2), asked]))
    expect(start.details).toMatchObject([{ label: "SKU", value: null, offered: "5521" }])
    const given = event(4, "detail_given", { field: "sku", value: "5522", by: "visitor", verified: true })
    expect(advance(start, [given]).thread.details).toEqual([
      {
        field: "sku",
        label: "SKU",
        value: "5522",
        by: "visitor",
        verified: true,
        was: null,
        earlier: false,
        file: null,
      },
    ])
  })

  test("a corrected detail shows what it was (P5)", () => {
    const given = (number: number, value: string) =>
      event(number, "detail_given", { field: "order", value, by: "visitor", verified: true })
    const events = [given(3, "A-1"), given(4, "A-2"), given(5, "A-2")]
    const { thread } = advance(openThread(snapshot(history.slice(0, 2))), events)
    expect(thread.details).toMatchObject([{ value: "A-2", was: "A-1" }])
  })

  test("a detail of an earlier episode says so, until it is given again (P9)", () => {
    const given = (number: number, value: string) =>
      event(number, "detail_given", { field: "order", value, by: "visitor", verified: true })
    const events = [given(3, "A-1"), given(4, "A-2"), event(5, "reopened", { episode: 2 })]
    const { thread } = advance(openThread(snapshot(history.slice(0, 2))), events)
    expect(thread.details).toMatchObject([{ value: "A-2", was: null, earlier: true }])
    const again = advance(thread, [given(6, "A-3")]).thread
    expect(again.details).toMatchObject([{ value: "A-3", was: null, earlier: false }])
  })

  test("the summary follows the control state, so that the right buttons show at once (P10)", () => {
    const { thread } = advance(openThread(snapshot(history.slice(0, 5))), history.slice(5))
    expect(thread.summary).toMatchObject({ stage: "assigned", epoch: 3, owner: { id: "klara" } })
  })

  test("a read that is older than what the socket brought takes nothing back", () => {
    const { thread } = advance(openThread(snapshot(history.slice(0, 4))), history.slice(4))
    expect(refreshed(thread, snapshot(history.slice(0, 4))).view.number).toBe(6)
  })

  test("a newer read keeps the earlier pages that were opened", () => {
    const late = openThread(snapshot(history.slice(2, 4), { more: true }))
    const paged = withEarlier(late, history.slice(0, 2), false)
    const again = refreshed(paged, snapshot(history.slice(2), { more: true }))
    expect(again.view.items.map(item => item.number)).toEqual([1, 2, 3, 4, 5, 6])
    expect(again.view.more).toBe(false)
  })
})

test("a command carries how far the thread was seen, changes that are no message included (F23)", () => {
  const view = openThread(snapshot([said(1, "visitor"), said(2, mats), event(3, "person_asked")])).view
  expect(lastSeen(view)).toEqual({ seen: 3, seen_colleague: 3 })
})
