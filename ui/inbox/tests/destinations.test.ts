import { expect, test } from "vitest"
import { missingIn, newWanted, same, stateOf, wantedOf } from "../src/destinations/draft.ts"
import type { Destination, Entry, Kind } from "../src/destinations/wire.ts"
import { pathOf, type Route, routeOf } from "../src/route.ts"

const entry = (id: string, more: Partial<Entry> = {}): Entry => ({
  id,
  label: id,
  help: "",
  example: "",
  required: true,
  secret: false,
  switch: false,
  choices: [],
  ...more,
})
const kind: Kind = {
  kind: "ticket",
  title: "Tickets",
  follows: true,
  entries: [
    entry("address"),
    entry("token", { secret: true }),
    entry("region", { choices: ["eu", "us"] }),
    entry("private", { required: false, switch: true }),
  ],
}
const destination: Destination = {
  id: "1",
  kind: "ticket",
  name: "Tickets",
  settings: { address: "https://a.example", region: "us", private: false },
  secrets: ["token"],
  takes: { actions: [], teams: [], reasons: [] },
  on: true,
  follow_up: true,
  failing_since: null,
  why: "",
  delivered_at: null,
  due: 0,
  delivered: 0,
  dead: 0,
}

test("the worst that is known of a destination is what is said first", () => {
  const state = (more: Partial<Destination>) => stateOf({ ...destination, ...more })
  expect(state({})).toBe("unused")
  expect(state({ delivered: 3 })).toBe("working")
  expect(state({ delivered: 3, on: false })).toBe("off")
  expect(state({ delivered: 3, on: false, dead: 1 })).toBe("dead")
  expect(state({ delivered: 3, dead: 1, failing_since: "2026-11-22T10:00:00Z" })).toBe("failing")
})

test("a new one begins with its kind's name and the first of what has to be chosen", () => {
  const wanted = newWanted(kind)
  expect([wanted.name, wanted.settings]).toEqual(["Tickets", { region: "eu" }])
  expect(missingIn(kind, { ...wanted, name: " " }, []).map(({ at }) => at)).toEqual([
    "name",
    "settings.address",
    "settings.token",
  ])
})

test("a secret that is kept need not be written again, and writing it is a change", () => {
  const wanted = wantedOf(destination)
  expect(missingIn(kind, wanted, destination.secrets)).toEqual([])
  const written = { ...wanted, settings: { ...wanted.settings, token: "x" } }
  expect(same(written, wanted)).toBe(false)
  expect(same({ ...written, settings: { ...written.settings, token: "" } }, wanted)).toBe(true)
})

test("a destination can be linked to", () => {
  const routes: Route[] = [
    { page: "destinations", open: null },
    { page: "destinations", open: "new:webhook" },
  ]
  for (const route of routes) {
    const { pathname, search, hash } = new URL(pathOf(route), "http://desk.test")
    expect(routeOf({ pathname, search, hash })).toEqual(route)
  }
})
