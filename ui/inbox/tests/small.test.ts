import { describe, expect, test } from "vitest"
import { actionOf } from "../src/keys.ts"
import { pathOf, type Route, routeOf } from "../src/route.ts"
import { inkOn } from "../src/start/ink.ts"
import { snoozeTimes } from "../src/thread/snooze.ts"

describe("the address", () => {
  const read = (path: string) => {
    const { pathname, search, hash } = new URL(path, "http://desk.test")
    return routeOf({ pathname, search, hash })
  }

  test("says where one is, and leads back there", () => {
    const routes: Route[] = [
      { page: "inbox", view: "mine", conversation: "0193-ab" },
      { page: "inbox", view: "resolved", conversation: null },
      { page: "sign-in", next: "/inbox/mine/1", ended: true },
      { page: "setup", token: "abc" },
      { page: "start" },
    ]
    for (const route of routes) expect(read(pathOf(route))).toEqual(route)
  })

  test("after the sign-in leads to a place of our own only", () => {
    for (const next of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"]) {
      expect(read(`/sign-in?next=${encodeURIComponent(next)}`)).toMatchObject({ next: null })
    }
  })

  test("with a view that is not there shows who needs a person", () => {
    expect(read("/inbox/nonsense")).toMatchObject({ view: "needs_person" })
  })
})

describe("keys", () => {
  const press = (key: string, more = {}) => ({ key, ctrlKey: false, metaKey: false, altKey: false, ...more })
  const reading = { writing: false, operating: false }

  test("act while one reads, in either case", () => {
    expect(actionOf(press("t"), reading)).toBe("takeOver")
    expect(actionOf(press("T"), reading)).toBe("takeOver")
    expect(actionOf(press("ArrowDown"), reading)).toBe("next")
  })

  test("are letters while one writes; only Escape acts", () => {
    expect(actionOf(press("e"), { writing: true, operating: false })).toBeNull()
    expect(actionOf(press("Escape"), { writing: true, operating: false })).toBe("escape")
  })

  test("leave the browser's own combinations, and Enter on a button, alone", () => {
    expect(actionOf(press("r", { ctrlKey: true }), reading)).toBeNull()
    expect(actionOf(press("t", { metaKey: true }), reading)).toBeNull()
    expect(actionOf(press("Enter"), { writing: false, operating: true })).toBeNull()
  })
})

test("snoozing offers times that lie ahead, each another one", () => {
  const monday = new Date(2026, 10, 23, 10, 0)
  expect(snoozeTimes(monday).map(({ name }) => name)).toEqual(["hour", "evening", "tomorrow", "monday"])
  const sundayNight = new Date(2026, 10, 22, 22, 0)
  expect(snoozeTimes(sundayNight).map(({ name }) => name)).toEqual(["hour", "tomorrow"])
  for (let hour = 0; hour < 24 * 8; hour++) {
    const now = new Date(2026, 10, 20, hour)
    const times = snoozeTimes(now).map(({ until }) => until.getTime())
    expect(Math.min(...times)).toBeGreaterThan(now.getTime())
    expect(new Set(times).size).toBe(times.length)
  }
})

test("words on the owner's colour can be read", () => {
  expect(["#0c6b58", "#000000", "#3d5a98"].map(inkOn)).toEqual(["#ffffff", "#ffffff", "#ffffff"])
  expect(["#ffffff", "#f0b45c", "#7fd6c0"].map(inkOn)).toEqual(["#14130f", "#14130f", "#14130f"])
})
