import "./rail.css"
import {
  ChartColumn,
  ClipboardList,
  Ellipsis,
  Inbox,
  Lightbulb,
  Mail,
  Route as RouteIcon,
  Send,
  Settings,
  UsersRound,
} from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useProposed } from "../learning/reads.ts"
import { learningStrings } from "../learning/strings.ts"
import { useBinCount } from "../mail/reads.ts"
import { mailWords } from "../mail/words.ts"
import { Icon } from "../parts/icon.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
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
    right: "read_conversations",
    to: { page: "inbox", view: "needs_person", conversation: null },
  },
  {
    name: "mail",
    icon: Mail,
    words: mailWords.place,
    right: "read_conversations",
    to: { page: "mail", open: null },
  },
  {
    name: "report",
    icon: ChartColumn,
    words: strings.report,
    right: "read_insights",
    to: { page: "report", asked: usual },
  },
  {
    name: "rules",
    icon: RouteIcon,
    words: strings.rules,
    right: "manage_rules",
    to: { page: "rules", part: "rules", rule: null },
  },
  {
    name: "actions",
    icon: ClipboardList,
    words: strings.actions,
    right: "manage_rules",
    to: { page: "actions", action: null },
  },
  {
    name: "destinations",
    icon: Send,
    words: strings.destinations,
    right: "manage_destinations",
    to: { page: "destinations", open: null },
  },
  {
    name: "lessons",
    icon: Lightbulb,
    words: strings.lessons,
    right: "read_insights",
    to: { page: "lessons", part: "corrections", open: null },
  },
  {
    name: "teams",
    icon: UsersRound,
    words: strings.teams,
    right: "manage_team",
    to: { page: "teams", part: "teams", open: null },
  },
  {
    name: "settings",
    icon: Settings,
    words: strings.settings,
    right: "manage_sites",
    to: { page: "start" },
  },
] as const satisfies { name: string; icon: unknown; words: string; right: string; to: Route }[]

export type Place = (typeof places)[number]["name"]
type Marks = Partial<Record<Place, { count: number; words: (count: number) => string }>>

/** So many stand side by side on a phone; of more the others fold into a menu. */
const sideBySide = 4

/** Nobody is led to a page that they may not see. */
export function Rail({ here, me }: { here: Place; me: Me | undefined }) {
  const proposed = useProposed(me?.rights.includes("manage_knowledge") ?? false).data ?? 0
  const mails = useBinCount(me !== undefined).data ?? 0
  const open = places.filter(({ name, right }) => name === here || me?.rights.includes(right))
  const marks: Marks = {
    lessons: { count: proposed, words: count => learningStrings.place(strings.lessons, count) },
    mail: { count: mails, words: mailWords.waiting },
  }
  const first = open.length > sideBySide ? sideBySide - 1 : open.length
  return (
    <nav className="rail" aria-label={strings.product}>
      {open.map(({ name, icon, words, to }, at) => {
        const { count = 0, words: counted } = marks[name] ?? {}
        return (
          <Tooltip key={name} text={words}>
            <a
              className="rail-place"
              href={pathOf(to)}
              aria-label={count && counted ? counted(count) : words}
              aria-current={name === here ? "page" : undefined}
              data-folded={at >= first}
              onClick={event => stay(event, to)}
            >
              <Icon of={icon} />
              <span className="rail-name">{words}</span>
              {count > 0 && <b className="rail-count figures">{count}</b>}
            </a>
          </Tooltip>
        )
      })}
      {first < open.length && <More places={open.slice(first)} here={here} marks={marks} />}
      <div className="rail-foot">
        <ConnectionState />
        {me && <AvailabilitySwitch me={me} />}
        {me && <Account me={me} />}
      </div>
    </nav>
  )
}

type MoreProps = { places: readonly (typeof places)[number][]; here: Place; marks: Marks }

/** Where there is no room for all of them side by side; marked if one in there is open. */
function More({ places, here, marks }: MoreProps) {
  const open = places.find(({ name }) => name === here)
  const trigger = (
    <button
      type="button"
      className="rail-place rail-more"
      aria-label={open ? `${open.words}. ${strings.morePages}` : strings.morePages}
      aria-current={open ? "page" : undefined}
    >
      <Icon of={Ellipsis} />
      <span className="rail-name">{strings.more}</span>
      {places.some(({ name }) => marks[name]?.count) && <b className="rail-count dot" />}
    </button>
  )
  return (
    <Menu trigger={trigger} side="top">
      {places.map(({ name, icon, words, to }) => (
        <MenuItem key={name} icon={icon} hint={marks[name]?.count || ""} onPick={() => go(to)}>
          {words}
        </MenuItem>
      ))}
    </Menu>
  )
}

/** A plain click stays in the page; with a modifier the browser opens its tab or window. */
export const stay = (event: React.MouseEvent, to: Route, how: "push" | "replace" = "push"): void => {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
  event.preventDefault()
  go(to, how)
}
