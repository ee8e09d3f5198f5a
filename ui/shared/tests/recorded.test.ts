/** What the server recorded, folded: from any cut on, snapshot and events lead to the same view. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { applyAll, open, type View } from "../src/reducer.ts"
import type { VisitorSnapshot, WireEvent } from "../src/wire.ts"

/** One conversation as the server told it: every event the visitor may see, and a fresh snapshot at the end. */
interface Recording {
  events: WireEvent[]
  snapshot: VisitorSnapshot
}

/** The desk's own tests record afresh and say where. */
const folder = process.env.CHATREF_RECORDED ?? join(import.meta.dirname, "../../../tests/ui/recorded")
const names = readdirSync(folder).filter(name => name.endsWith(".json"))

function recording(name: string): Recording {
  return JSON.parse(readFileSync(join(folder, name), "utf8")) as Recording
}

/** Hints leave no trace in events: where somebody stands in the queue is only in the snapshot. */
function stored(view: View): Partial<View> {
  const { waiting: _, ...rest } = view
  return rest
}

function snapshotAt(events: WireEvent[], whole: VisitorSnapshot): VisitorSnapshot {
  const last = events.at(-1)
  if (!last) throw new Error("a snapshot has at least one event")
  const { form, contact } = applyAll(open({ ...whole, vseq: 0, events: [] }), events)
  return { ...whole, vseq: last.vseq ?? 0, head: { ...last.after, form, waiting: null, contact }, events }
}

test("there are recordings", () => {
  expect(names.length).toBeGreaterThan(0)
})

describe.each(names)("%s", name => {
  const { events, snapshot } = recording(name)

  test("is dense in the visitor's numbers (invariant 11)", () => {
    expect(events.map(event => event.vseq)).toEqual(events.map((_, index) => index + 1))
  })

  test("folds to the server's own snapshot", () => {
    const empty = open({
      ...snapshot,
      vseq: 0,
      events: [],
      head: { ...snapshot.head, form: null, contact: null },
    })
    expect(stored(applyAll(empty, events))).toEqual(stored(open(snapshot)))
  })

  test("leads to the same view from every cut", () => {
    for (let cut = 1; cut < events.length; cut += 1) {
      const early = open(snapshotAt(events.slice(0, cut), snapshot))
      expect(stored(applyAll(early, events.slice(cut)))).toEqual(stored(open(snapshot)))
    }
  })
})
