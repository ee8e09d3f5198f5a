import { describe, expect, test } from "vitest"
import { advance, openThread, refreshed } from "../src/thread/state.ts"
import { progressIn, untoldIn } from "../src/thread/steps.ts"
import { at, event, klara, mats, said, snapshot } from "./cast.ts"

const playbook = [
  { id: "acknowledge-1", part: "acknowledge", text: "Say that you have it.", confirm: false },
  { id: "close-1", part: "close", text: "Say when the money is back.", confirm: true },
]
const opened = event(2, "handoff_opened", { handoff: "h", reason: "Refund", why: "", playbook })
const by = ({ id, name }: typeof klara) => ({ kind: "teammate" as const, id, name })
const tick = (seq: number, step: string, who: typeof klara, more: object = {}) =>
  event(seq, "step_ticked", { handoff: "h", step, done: true, actor: by(who), ...more })

const asked = openThread(snapshot([said(1, "visitor")]))
const after = (...events: ReturnType<typeof event>[]) => advance(asked, [opened, ...events]).thread.handoff

describe("the playbook of a case (P16)", () => {
  test("is there with the event that opens it, with nothing done", () => {
    expect(after()?.playbook.map(({ id, done, by }) => [id, done, by])).toEqual([
      ["acknowledge-1", false, null],
      ["close-1", false, null],
    ])
  })

  test("is ticked for everybody, with who and when, and a tick is taken back", () => {
    const ticked = after(tick(3, "close-1", mats))
    expect(ticked?.playbook[1]).toMatchObject({ done: true, by: mats.id, at: at(3) })
    expect(ticked?.playbook[0]).toMatchObject({ done: false, by: null, at: null })
    const back = after(tick(3, "close-1", mats), tick(4, "close-1", klara, { done: false }))
    expect(back?.playbook[1]).toMatchObject({ done: false, by: null, at: null })
  })

  test("is not touched by what is said of another handoff", () => {
    expect(after(tick(3, "close-1", mats, { handoff: "another" }))?.playbook[1]?.done).toBe(false)
    expect(after(event(3, "reviewed", { handoff: "another", lesson: "needless" }))?.lesson).toBeNull()
  })

  test("counts what is done, and names what the visitor has not been told while it is open", () => {
    const handoff = after(tick(3, "acknowledge-1", klara))
    if (!handoff) throw new Error("there is a card")
    expect(progressIn(handoff)).toBe("1 of 2 steps")
    expect(progressIn({ ...handoff, playbook: [] })).toBeNull()
    expect(untoldIn(handoff).map(({ id }) => id)).toEqual(["close-1"])
    expect(untoldIn({ ...handoff, outcome: "elsewhere" })).toEqual([])
    expect(untoldIn(null)).toEqual([])
  })

  test("stays after the end with how it ended and what the team says of it, and goes with what is erased", () => {
    const ended = event(3, "handoff_ended", { handoff: "h", outcome: "answered" })
    const reviewed = event(5, "reviewed", { handoff: "h", lesson: "content_missing" })
    expect(after(ended, event(4, "resolved", { outcome: "answered" }), reviewed)).toMatchObject({
      id: "h",
      outcome: "answered",
      ended_at: at(3),
      lesson: "content_missing",
    })
    expect(after(ended, event(4, "erased"))).toBeNull()
  })

  test("is not set back by an older read, which still fills in the rest of the card", () => {
    const now = advance(asked, [opened, tick(3, "close-1", mats)]).thread
    const open = after()
    if (!open) throw new Error("there is a card")
    const read = snapshot([said(1, "visitor"), opened], {
      handoff: { ...open, summary: "Came with “money”" },
    })
    const caught = refreshed(now, read).handoff
    expect(caught?.summary).toBe("Came with “money”")
    expect(caught?.playbook[1]?.done).toBe(true)
    expect(refreshed(now, { ...read, handoff: { ...open, id: "earlier" } }).handoff?.id).toBe("h")
  })
})
