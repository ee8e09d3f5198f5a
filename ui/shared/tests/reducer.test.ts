import { describe, expect, test } from "vitest"
import {
  apply,
  applyAll,
  empty,
  hear,
  isAwaited,
  notice,
  open,
  order,
  prepend,
  settle,
  wait,
} from "../src/reducer.ts"
import type { Person, Stage } from "../src/wire.ts"
import { answered, CONVERSATION, control, desk, event, piece, replied, snapshot, wrote } from "./cast.ts"

const start = () => empty("visitor", CONVERSATION)
const asked = () => apply(start(), wrote(1, "Is the desktop licence enough?"))

describe("numbers", () => {
  test("an event that was seen changes nothing (F23)", () => {
    const view = asked()
    expect(apply(view, wrote(1, "Is the desktop licence enough?"))).toBe(view)
  })

  test("a gap is reported, and never jumped", () => {
    const view = asked()
    const late = answered(3, "No.", 1)
    expect(order(view, late)).toBe("gap")
    expect(apply(view, late)).toBe(view)
  })

  test("each audience has its own numbers", () => {
    const note = event(1, "note_written", { message: "n", text: "careful", vseq: null })
    expect(order(empty("team", CONVERSATION), note)).toBe("next")
    expect(order(start(), note)).toBe("seen")
  })

  test("an unknown kind is kept out of the words, and its control is taken over", () => {
    const strange = {
      ...event(1, "claimed", {}, control({ stage: "assigned", epoch: 7 })),
      kind: "from_tomorrow",
    }
    const view = apply(start(), strange as never)
    expect(view.number).toBe(1)
    expect(view.head).toMatchObject({ stage: "assigned", epoch: 7 })
  })
})

describe("who joined", () => {
  const line = (stage: Stage, owner: Person | null) => {
    const said = { message: "m1", text: "Klara has joined the conversation.", line: "hand_over", actor: desk }
    return apply(start(), event(1, "desk_said", said, control({ stage, owner }))).items[0]
  }

  test("is said as such also where the hand-over line says it: of a takeover, and when who helped is back", () => {
    const owner = { name: "Klara", initials: "KR", colour: 3 }
    expect(line("assigned", owner)).toMatchObject({ line: "joined", owner })
    expect(line("assigned", null)).toMatchObject({ line: "joined", owner: null })
  })

  test("is nobody while the case waits", () => {
    for (const stage of ["collecting", "waiting"] as const)
      expect(line(stage, null)).toMatchObject({ line: "hand_over", owner: null })
  })
})

describe("an answer that is being written", () => {
  test("shows the whole text so far, and is replaced by the answer", () => {
    const writing = hear(hear(asked(), piece(1, 1, 1, "A desk")), piece(1, 1, 1, "A desktop"))
    expect(writing.piece?.text).toBe("A desktop")
    const done = apply(writing, answered(2, "A desktop licence covers documents.", 1))
    expect(done.piece).toBeNull()
    expect(done.items).toHaveLength(2)
  })

  test.each([
    ["an older epoch", piece(0, 9, 9)],
    ["an older turn", piece(1, 0, 9)],
    ["an older rev", piece(1, 1, 0)],
  ])("is dropped when it is of %s", (_, hint) => {
    expect(hear(asked(), hint).piece).toBeNull()
  })

  test("of another conversation is not heard", () => {
    expect(hear(asked(), { ...piece(1, 1, 1), conversation: "another" }).piece).toBeNull()
  })

  test("may run ahead of the event that it belongs to", () => {
    const view = hear(asked(), piece(1, 1, 2))
    expect(view.piece?.rev).toBe(2)
    expect(apply(view, wrote(2, "For a website", control({ rev: 2 }))).piece?.rev).toBe(2)
  })

  test("disappears when the visitor writes on (F37)", () => {
    const view = apply(hear(asked(), piece(1, 1, 1)), wrote(2, "For a website", control({ rev: 2 })))
    expect(view.piece).toBeNull()
  })

  test("disappears when a person takes over, and what still comes of it is not shown (P10, F1)", () => {
    const taken = event(2, "claimed", {}, control({ stage: "assigned", epoch: 2 }))
    const view = apply(hear(asked(), piece(1, 1, 1)), taken)
    expect(view.piece).toBeNull()
    expect(hear(view, piece(1, 1, 1)).piece).toBeNull()
    expect(hear(view, piece(2, 1, 1)).piece).toBeNull()
  })

  test("disappears when the turn is given up", () => {
    const view = apply(hear(asked(), piece(1, 1, 1)), event(2, "turn_given_up"))
    expect(view.piece).toBeNull()
  })

  test("disappears when the assistant is paused", () => {
    const paused = event(2, "assistant_paused", {}, control({ paused: true }))
    expect(apply(hear(asked(), piece(1, 1, 1)), paused).piece).toBeNull()
  })

  test("does not come back as an echo after its answer", () => {
    const view = apply(asked(), answered(2, "No.", 1))
    expect(hear(view, piece(1, 1, 1)).piece).toBeNull()
    expect(hear(view, piece(1, 2, 1)).piece?.turn).toBe(2)
  })
})

describe("details", () => {
  const field = { field: "sku", label: "SKU", kind: "text", required: true, value: null, inferred: false }
  const collecting = control({ stage: "collecting", epoch: 2 })
  const asking = () =>
    apply(asked(), event(2, "details_asked", { action: "return", fields: [field] }, collecting))

  test("asked make a form, given fill it (P5)", () => {
    const view = apply(
      asking(),
      event(3, "detail_given", { field: "sku", value: "5521", by: "visitor" }, collecting),
    )
    expect(view.form?.fields[0]?.value).toBe("5521")
  })

  test("one that is an address is where they can be reached, if they left none (F37)", () => {
    const given = (value: string) =>
      event(3, "detail_given", { field: "mail", value, by: "visitor" }, collecting)
    expect(apply(asking(), given("5521")).contact).toBeNull()
    expect(apply(asking(), given("vera@home.example")).contact).toBe("vera@home.example")
    const left = apply(asking(), event(3, "contact_left", { address: "a@b.example" }, collecting))
    expect(apply(left, { ...given("vera@home.example"), vseq: 4 }).contact).toBe("a@b.example")
  })

  test("the form goes when collecting ends, however that was", () => {
    const waiting = control({ stage: "waiting", epoch: 3 })
    expect(
      apply(asking(), event(3, "collecting_ended", { reason: "silence", missing: ["sku"] }, waiting)).form,
    ).toBeNull()
    expect(apply(asking(), event(3, "claimed", {}, control({ stage: "assigned", epoch: 3 }))).form).toBeNull()
  })
})

test("a place in the queue is known only while there is a queue", () => {
  const queued = apply(asked(), event(2, "queued", {}, control({ stage: "waiting", epoch: 2 })))
  const waiting = wait(queued, { place: 2, expected: null })
  expect(waiting.waiting?.place).toBe(2)
  expect(apply(waiting, event(3, "claimed", {}, control({ stage: "assigned", epoch: 3 }))).waiting).toBeNull()
  expect(wait(asked(), { place: 2, expected: null }).waiting).toBeNull()
})

test("typing ends with the words, or by itself", () => {
  const hint = { t: "hint", conversation: CONVERSATION, kind: "typing", who: "assistant" } as const
  const typing = notice(asked(), hint, 1_000)
  expect(settle(typing, 5_000).typing).not.toBeNull()
  expect(settle(typing, 7_000).typing).toBeNull()
  expect(apply(typing, answered(2, "No.", 1)).typing).toBeNull()
})

test("an answer is awaited from the question until it begins to appear", () => {
  expect(isAwaited(start())).toBe(false)
  expect(isAwaited(asked())).toBe(true)
  expect(isAwaited(hear(asked(), piece(1, 1, 1)))).toBe(false)
  expect(isAwaited(apply(asked(), answered(2, "No.", 1)))).toBe(false)
})

test("an erased conversation keeps no word", () => {
  const view = apply(hear(asked(), piece(1, 1, 1)), event(2, "erased", {}, control({ stage: "resolved" })))
  expect(view).toMatchObject({ gone: true, items: [], piece: null, number: 2 })
})

test("a rating belongs to its episode", () => {
  const rated = apply(asked(), event(2, "rated", { score: 5, comment: null }, control({ stage: "resolved" })))
  expect(rated.rating?.score).toBe(5)
  expect(apply(rated, event(3, "reopened", { episode: 2 }, control({ episode: 2 }))).rating).toBeNull()
})

test("a snapshot plus what came after equals a later snapshot (F26)", () => {
  const all = [
    wrote(1, "Hello"),
    answered(2, "Hi", 1),
    wrote(3, "A person", control({ turn: 2 })),
    replied(4, "Here"),
  ]
  for (let cut = 0; cut <= all.length; cut += 1) {
    expect(applyAll(open(snapshot(all.slice(0, cut))), all.slice(cut))).toEqual(open(snapshot(all)))
  }
})

test("a page of the past goes in front, without repeating what is there", () => {
  const all = [wrote(1, "one"), wrote(2, "two"), wrote(3, "three"), wrote(4, "four")]
  const recent = open({ ...snapshot(all.slice(2)), more: true })
  const whole = prepend(recent, all.slice(0, 3), false)
  expect(whole.items.map(item => item.number)).toEqual([1, 2, 3, 4])
  expect(whole.more).toBe(false)
})
