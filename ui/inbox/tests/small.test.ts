import { describe, expect, test } from "vitest"
import { actionOf } from "../src/keys.ts"
import { browserName } from "../src/rail/browser.ts"
import { pathOf, type Route, routeOf } from "../src/route.ts"
import { inkOn } from "../src/start/ink.ts"
import { wholeAddress } from "../src/start/whole.ts"
import { snoozeTimes } from "../src/thread/snooze.ts"

test("an address of a site is made whole, and what is none stays as it is", () => {
  expect(wholeAddress(" shop.example/help ")).toBe("https://shop.example/help")
  expect(wholeAddress("shop.example:8080")).toBe("https://shop.example:8080")
  for (const said of ["http://shop.example", "our help centre", "ada@shop.example", "", "e.g. shop"])
    expect(wholeAddress(said)).toBe(said)
})

test("a session is called by its browser and system, and else as it calls itself", () => {
  const name = (agent: string) => browserName(agent, (browser, system) => `${browser} on ${system}`)
  const webkit = "AppleWebKit/537.36 (KHTML, like Gecko)"
  expect(
    name(`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${webkit} Chrome/140.0 Safari/537.36 Edg/140.0`),
  ).toBe("Edge on Windows")
  expect(name(`Mozilla/5.0 (Linux; Android 15) ${webkit} Chrome/140.0 Mobile Safari/537.36`)).toBe(
    "Chrome on Android",
  )
  expect(name("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) Version/18.5 Safari/604.1")).toBe(
    "Safari on iPhone",
  )
  expect(name("curl/8.4.0")).toBe("curl/8.4.0")
})

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
      { page: "setup", token: "", first: true },
      { page: "inbox", view: "resolved", conversation: "0193-ab", tag: "50 % & more" },
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
