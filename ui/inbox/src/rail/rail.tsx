import "./rail.css"
import {
  ChartColumn,
  ClipboardList,
  Inbox,
  Lightbulb,
  Route as RouteIcon,
  Send,
  Settings,
  UsersRound,
} from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useProposed } from "../learning/reads.ts"
import { learningStrings } from "../learning/strings.ts"
import { Icon } from "../parts/icon.tsx"
import { Tooltip } from "../parts/tooltip.tsx"
import { usual } from "../report/asked.ts"
import { go, pathOf, type Route } from "../route.ts"
import { strings } from "../strings.ts"
import { Account } from "./account.tsx"
import { AvailabilitySwitch } from "./availability.tsx"
import { ConnectionState } from "./connection.tsx"

const places = [
  {
    name: "inbox",
    icon: Inbox,
    words: strings.inbox,
    to: { page: "inbox", view: "needs_person", conversation: null },
  },
  { name: "report", icon: ChartColumn, words: strings.report, to: { page: "report", asked: usual } },
  {
    name: "rules",
    icon: RouteIcon,
    words: strings.rules,
    to: { page: "rules", part: "rules", rule: null },
  },
  { name: "actions", icon: ClipboardList, words: strings.actions, to: { page: "actions", action: null } },
  { name: "destinations", icon: Send, words: strings.destinations, to: { page: "destinations", open: null } },
  {
    name: "lessons",
    icon: Lightbulb,
    words: strings.lessons,
    to: { page: "lessons", part: "corrections", open: null },
  },
  { name: "teams", icon: UsersRound, words: strings.teams, to: { page: "teams", part: "teams", open: null } },
  { name: "settings", icon: Settings, words: strings.settings, to: { page: "start" } },
] as const satisfies { name: string; icon: unknown; words: string; to: Route }[]

export type Place = (typeof places)[number]["name"]

export function Rail({ here, me }: { here: Place; me: Me | undefined }) {
  const proposed = useProposed(me?.rights.includes("manage_knowledge") ?? false).data ?? 0
  return (
    <nav className="rail" aria-label={strings.product}>
      {places.map(({ name, icon, words, to }) => (
        <Tooltip key={name} text={words}>
          <a
            className="rail-place"
            href={pathOf(to)}
            aria-label={name === "lessons" ? learningStrings.place(words, proposed) : words}
            aria-current={name === here ? "page" : undefined}
            onClick={event => stay(event, to)}
          >
            <Icon of={icon} />
            {name === "lessons" && proposed > 0 && <b className="rail-count figures">{proposed}</b>}
          </a>
        </Tooltip>
      ))}
      <div className="rail-foot">
        {here === "inbox" && <ConnectionState />}
        {here === "inbox" && me && <AvailabilitySwitch me={me} />}
        {me && <Account me={me} />}
      </div>
    </nav>
  )
}

/** A plain click stays in the page; with a modifier the browser opens its tab or window. */
export const stay = (event: React.MouseEvent, to: Route, how: "push" | "replace" = "push"): void => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  go(to, how)
}
