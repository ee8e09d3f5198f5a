import { describe, expect, test } from "vitest"
import {
  added,
  draftOf,
  duplicated,
  edited,
  exampled,
  type Kept,
  type KeptField,
  newAction,
  newField,
  plain,
  relabelled,
  removed,
  same,
} from "../src/actions/draft.ts"
import { problemsIn } from "../src/actions/findings.ts"
import type { Action, Field, Held } from "../src/actions/wire.ts"
import { pathOf, type Route, routeOf } from "../src/route.ts"

const field = (id: string, kind = "text", more: Partial<Field> = {}): Field => ({
  id,
  label: id,
  kind,
  required: true,
  help: "",
  example: "",
  attribute: "",
  ...more,
})
const action = (name: string, more: Partial<Action> = {}): Action => ({
  name,
  offer: "",
  destination: "inbox",
  field: [field("order", "order_number", { pattern: "", mask: "A-00000", example: "A-10233" })],
  thanks: {},
  tags: [],
  ...more,
})
const lookUp = {
  address: "https://shop.example/order",
  allow_private: false,
  returns: [field("status")],
  say: { "": "Order {order} is {status}." },
  not_found: { "": "No order {order}." },
  hands_over: true,
}
const starts = { phrases: ["where is my order"], intents: [], events: [] }
const held: Held = {
  version: 4,
  saved_at: null,
  saved_by: null,
  actions: [action("Return"), action("Status", { starts, look_up: lookUp })],
  kinds: ["text", "order_number", "choice"],
  intents: [],
  used_by: {},
  destinations: [],
}
const draft = draftOf(held)
const first = draft.actions[0] as Kept
const second = draft.actions[1] as Kept
const fileField: KeptField = { ...field("shot", "file", { example: "a.png" }), key: "shot" }
const places = (change: Partial<Kept>, of = second) =>
  problemsIn(edited(draft, { ...of, ...change })).map(({ at }) => at)

describe("a draft", () => {
  test("is saved as it was read", () => {
    expect(plain(draft)).toEqual(held.actions)
    expect(problemsIn(draft)).toEqual([])
  })

  test("asks for a file only before a handoff, and gives no example of one", () => {
    expect(places({ field: [fileField] }, first)).toEqual([])
    expect(places({ field: [fileField] })).toContain("action.1.field.0")
    expect(plain(edited(draft, { ...first, field: [fileField] }))[0]?.field[0]?.example).toBe("")
  })

  test("keeps an action's place and page while it is renamed", () => {
    const renamed = edited(draft, { ...first, name: "Refund" })
    expect(renamed.actions.map(({ key, name }) => [key, name])).toEqual([
      ["Return", "Refund"],
      ["Status", "Status"],
    ])
    expect(same(renamed, draft)).toBe(false)
    expect(same(edited(renamed, first), draft)).toBe(true)
  })

  test("gives what is added a name and a key of its own", () => {
    const blank = added(draft, newAction(draft))
    expect(newAction(blank).key).toBe("new 2")
    expect(duplicated(blank, first)).toMatchObject({ name: "Return 2", key: "Return 2" })
    expect(removed(blank, "new").actions).toEqual(draft.actions)
  })

  test("saves of a detail only what belongs to its kind, and a look-up only where something starts it", () => {
    const asText = edited(draft, { ...first, field: first.field.map(each => ({ ...each, kind: "text" })) })
    expect(plain(asText)[0]?.field[0]).toEqual(field("order", "text", { example: "A-10233" }))
    expect(plain(edited(draft, { ...second, starts: null }))[1]).toEqual(action("Status"))
  })
})

describe("a detail", () => {
  test("is named by its label, until it is named by hand", () => {
    const made = newField(first.field, "text")
    const called = relabelled(first.field, made, "Größe & Farbe")
    expect(called).toMatchObject({ label: "Größe & Farbe", id: "gro_e_farbe" })
    expect(relabelled(first.field, called, "Order").id).toBe("order_2")
    expect(relabelled(first.field, called, "42").id).toBe("n42")
    expect(relabelled(first.field, called, "注文").id).toBe("text")
    expect(relabelled(first.field, { ...called, named: false }, "Size").id).toBe("gro_e_farbe")
  })

  test("stands in a sentence with its example", () => {
    const fields = [...first.field, field("status", "text", { label: "Status" })]
    expect(exampled("Order {order} is {status}, {what}.", fields)).toBe("Order A-10233 is ‹Status›, {what}.")
  })
})

describe("what is wrong", () => {
  test("is named at its place, as the server names it", () => {
    expect(places({ name: " " })).toEqual(["action.1.name"])
    expect(places({ name: "Return" })).toEqual(["action.1.name"])
    expect(places({ field: [] }, first)).toEqual(["action.0.field"])
    const bad = [field("a", "choice"), field("a", "order_number"), field("", "text", { label: "" })]
    const fields = bad.map((each, key) => ({ ...each, key: `${key}` }))
    expect(places({ field: fields }, first)).toEqual([
      "action.0.field.0.choices",
      "action.0.field.1.id",
      "action.0.field.1.mask",
      "action.0.field.2.label",
      "action.0.field.2.id",
    ])
  })

  test("is looked for in what starts it and in the look-up", () => {
    expect(places({ starts: { phrases: [], intents: [], events: [] } })).toEqual(["action.1.starts"])
    const looking = (more: object) => places({ look_up: { ...(second.look_up as object), ...more } as never })
    expect(looking({ address: "shop.example" })).toEqual(["action.1.look_up.address"])
    expect(looking({ address: "http://10.0.0.1/" })).toEqual(["action.1.look_up.address"])
    expect(looking({ address: "http://10.0.0.1/", allow_private: true })).toEqual([])
    expect(looking({ say: { "": "" } })).toEqual(["action.1.look_up.say"])
    expect(looking({ say: { "": "Ok", de: "{staus}" } })).toEqual(["action.1.look_up.say.de"])
    expect(looking({ not_found: { "": "{status}" } })).toEqual(["action.1.look_up.not_found."])
    expect(looking({ returns: [], say: { "": "Ok" } })).toEqual(["action.1.look_up.returns"])
  })
})

test("an action can be linked to", () => {
  const routes: Route[] = [
    { page: "actions", action: null },
    { page: "actions", action: "Order & status" },
  ]
  for (const route of routes) {
    const { pathname, search, hash } = new URL(pathOf(route), "http://desk.test")
    expect(routeOf({ pathname, search, hash })).toEqual(route)
  }
})
