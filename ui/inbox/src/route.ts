import type { ViewName } from "@chatref/shared/inbox-wire"
import { useSyncExternalStore } from "react"
import { type Asked, askedOf, queryOf } from "./report/asked.ts"
import { strings } from "./strings.ts"

export const viewNames = Object.keys(strings.views) as ViewName[]

/** What the address says. View and conversation live here and nowhere else, so every place can be linked to. */
export type Route =
  | { page: "inbox"; view: ViewName; conversation: string | null; tag?: string | null }
  | { page: "sign-in"; next: string | null; ended: boolean }
  | { page: "setup"; token: string; first?: boolean }
  | { page: "start" }
  | { page: "privacy" }
  | { page: "rules"; part: RulesPart; rule: string | null }
  | { page: "teams"; part: TeamsPart; open: string | null }
  | { page: "actions"; action: string | null }
  | { page: "destinations"; open: string | null }
  | { page: "lessons"; part: LessonsPart; open: string | null }
  | { page: "report"; asked: Asked }
  | { page: "mail"; open: string | null }
  | { page: "mail-account" }

export const rulesParts = ["rules", "intents", "playbooks", "content", "before", "versions"] as const
export type RulesPart = (typeof rulesParts)[number]

export const teamsParts = ["teams", "people", "times"] as const
export type TeamsPart = (typeof teamsParts)[number]

export const lessonsParts = ["corrections", "answers", "tests"] as const
export type LessonsPart = (typeof lessonsParts)[number]

type Place = { pathname: string; search: string; hash: string }

export const routeOf = ({ pathname, search, hash }: Place): Route => {
  const [page, first, second] = pathname.split("/").filter(Boolean).map(decodeURIComponent)
  const query = new URLSearchParams(search)
  if (page === "sign-in") return { page, next: safeNext(query.get("next")), ended: query.has("ended") }
  if (page === "report") return { page, asked: askedOf(query) }
  if (page === "mail") return { page, open: query.get("open") }
  if (page === "setup")
    return { page, token: hash.replace(/^#/, ""), ...(query.has("first") && { first: true }) }
  if (page === "settings") return settingsOf(first, second, query)
  return {
    page: "inbox",
    view: viewNames.find(name => name === first) ?? "needs_person",
    conversation: second ?? null,
    ...tagOf(query.get("tag")),
  }
}

/** An inbox without a tag says nothing of one. */
const tagOf = (tag: string | null) => (tag ? { tag } : {})

const settingsOf = (page: string | undefined, part: string | undefined, query: URLSearchParams): Route => {
  switch (page) {
    case "rules":
      return { page, part: among(rulesParts, part), rule: query.get("rule") }
    case "teams":
      return { page, part: among(teamsParts, part), open: query.get("open") }
    case "lessons":
      return { page, part: among(lessonsParts, part), open: query.get("open") }
    case "actions":
      return { page, action: query.get("action") }
    case "destinations":
      return { page, open: query.get("open") }
    case "mail":
      return { page: "mail-account" }
    case "privacy":
      return { page }
    default:
      return { page: "start" }
  }
}

/** What is not among them is the first. */
const among = <T extends string>(parts: readonly [T, ...T[]], part: string | undefined): T =>
  parts.find(each => each === part) ?? parts[0]

/** Only a path of our own: a link to the sign-in page must not lead elsewhere. */
const safeNext = (next: string | null): string | null => (next && /^\/[^/\\]/.test(next) ? next : null)

export const pathOf = (route: Route): string => {
  switch (route.page) {
    case "inbox": {
      const open = route.conversation ? `/${encodeURIComponent(route.conversation)}` : ""
      return `/inbox/${route.view}${open}${asking("tag", route.tag ?? null)}`
    }
    case "sign-in": {
      const query = new URLSearchParams({
        ...(route.next && { next: route.next }),
        ...(route.ended && { ended: "" }),
      })
      return `/sign-in${query.size ? `?${query}` : ""}`
    }
    case "setup":
      return setupPath(route)
    case "start":
      return "/settings/start"
    case "privacy":
      return "/settings/privacy"
    case "rules":
      return `/settings/rules${route.part === "rules" ? "" : `/${route.part}`}${asking("rule", route.rule)}`
    case "teams":
      return `/settings/teams${route.part === "teams" ? "" : `/${route.part}`}${asking("open", route.open)}`
    case "actions":
      return `/settings/actions${asking("action", route.action)}`
    case "destinations":
      return `/settings/destinations${asking("open", route.open)}`
    case "lessons":
      return `/settings/lessons${route.part === "corrections" ? "" : `/${route.part}`}${asking("open", route.open)}`
    case "report":
      return `/report${queryOf(route.asked)}`
    case "mail":
      return `/mail${asking("open", route.open)}`
    case "mail-account":
      return "/settings/mail"
    default:
      return route satisfies never
  }
}

const setupPath = ({ token, first }: { token: string; first?: boolean }): string =>
  `/setup${first ? "?first=" : ""}#${token}`

const asking = (name: string, value: string | null): string =>
  value === null ? "" : `?${new URLSearchParams({ [name]: value })}`

const listeners = new Set<() => void>()
const tell = () => {
  for (const listener of listeners) listener()
}

export const go = (to: Route | string, how: "push" | "replace" = "push"): void => {
  const path = typeof to === "string" ? to : pathOf(to)
  if (path === location.pathname + location.search + location.hash) return
  if (how === "push") history.pushState(null, "", path)
  else history.replaceState(null, "", path)
  tell()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  addEventListener("popstate", listener)
  return () => {
    listeners.delete(listener)
    removeEventListener("popstate", listener)
  }
}

let known: { address: string; route: Route } | null = null

const current = (): Route => {
  if (known?.address !== location.href) known = { address: location.href, route: routeOf(location) }
  return known.route
}

export const useRoute = (): Route => useSyncExternalStore(subscribe, current)
