import type { ViewName } from "@chatref/shared/inbox-wire"
import { useSyncExternalStore } from "react"
import { strings } from "./strings.ts"

export const viewNames = Object.keys(strings.views) as ViewName[]

/** What the address says. View and conversation live here and nowhere else, so every place can be linked to. */
export type Route =
  | { page: "inbox"; view: ViewName; conversation: string | null }
  | { page: "sign-in"; next: string | null; ended: boolean }
  | { page: "setup"; token: string }
  | { page: "start" }
  | { page: "rules"; part: RulesPart; rule: string | null }
  | { page: "teams"; part: TeamsPart; open: string | null }
  | { page: "actions"; action: string | null }
  | { page: "destinations"; open: string | null }

export const rulesParts = ["rules", "intents", "playbooks", "content", "versions"] as const
export type RulesPart = (typeof rulesParts)[number]

export const teamsParts = ["teams", "people", "times"] as const
export type TeamsPart = (typeof teamsParts)[number]

type Place = { pathname: string; search: string; hash: string }

export const routeOf = ({ pathname, search, hash }: Place): Route => {
  const [page, first, second] = pathname.split("/").filter(Boolean).map(decodeURIComponent)
  const query = new URLSearchParams(search)
  if (page === "sign-in") return { page, next: safeNext(query.get("next")), ended: query.has("ended") }
  if (page === "setup") return { page, token: hash.replace(/^#/, "") }
  if (page === "settings" && first === "rules")
    return {
      page: "rules",
      part: rulesParts.find(part => part === second) ?? "rules",
      rule: query.get("rule"),
    }
  if (page === "settings" && first === "teams")
    return {
      page: "teams",
      part: teamsParts.find(part => part === second) ?? "teams",
      open: query.get("open"),
    }
  if (page === "settings" && first === "actions") return { page: "actions", action: query.get("action") }
  if (page === "settings" && first === "destinations")
    return { page: "destinations", open: query.get("open") }
  if (page === "settings") return { page: "start" }
  return {
    page: "inbox",
    view: viewNames.find(name => name === first) ?? "needs_person",
    conversation: second ?? null,
  }
}

/** Only a path of our own: a link to the sign-in page must not lead elsewhere. */
const safeNext = (next: string | null): string | null => (next && /^\/[^/\\]/.test(next) ? next : null)

export const pathOf = (route: Route): string => {
  switch (route.page) {
    case "inbox": {
      const open = route.conversation ? `/${encodeURIComponent(route.conversation)}` : ""
      return `/inbox/${route.view}${open}`
    }
    case "sign-in": {
      const query = new URLSearchParams({
        ...(route.next && { next: route.next }),
        ...(route.ended && { ended: "" }),
      })
      return `/sign-in${query.size ? `?${query}` : ""}`
    }
    case "setup":
      return `/setup#${route.token}`
    case "start":
      return "/settings/start"
    case "rules":
      return `/settings/rules${route.part === "rules" ? "" : `/${route.part}`}${asking("rule", route.rule)}`
    case "teams":
      return `/settings/teams${route.part === "teams" ? "" : `/${route.part}`}${asking("open", route.open)}`
    case "actions":
      return `/settings/actions${asking("action", route.action)}`
    case "destinations":
      return `/settings/destinations${asking("open", route.open)}`
    default:
      return route satisfies never
  }
}

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
