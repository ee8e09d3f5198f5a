import { expect, test } from "vitest"
import { applyAll, empty } from "../src/reducer.ts"
import { group } from "../src/thread.ts"
import { answered, CONVERSATION, desk, event, replied, wrote } from "./cast.ts"

test("one speaker's messages stand together, a desk line stands alone", () => {
  const line = event(4, "desk_said", { message: "m4", text: "Passed on.", line: "confirmation", actor: desk })
  const events = [
    wrote(1, "one"),
    wrote(2, "two"),
    answered(3, "three", 1),
    line,
    replied(5, "five"),
    replied(6, "six"),
  ]
  const entries = group(applyAll(empty("visitor", CONVERSATION), events).items)
  const shape = entries.map(entry =>
    entry.type === "group" ? entry.messages.map(each => each.text) : entry.type,
  )
  expect(shape).toEqual(["day", ["one", "two"], ["three"], ["Passed on."], ["five", "six"]])
})
