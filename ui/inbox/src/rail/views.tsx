import { ChevronDown } from "@chatref/shared/icons"
import type { Counts, ViewName } from "@chatref/shared/inbox-wire"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { go, pathOf, type Route, viewNames } from "../route.ts"
import { strings } from "../strings.ts"
import { stay } from "./rail.tsx"

type Props = { view: ViewName; tag: string | null; counts: Counts | undefined }

export function Views({ view, tag, counts }: Props) {
  const at = (view: ViewName): Route => ({ page: "inbox", view, conversation: null, tag })
  return (
    <nav className="views" aria-label={strings.inbox}>
      <h2>{strings.inbox}</h2>
      <ul>
        {viewNames.map(name => (
          <li key={name}>
            <a
              className="view"
              href={pathOf(at(name))}
              data-hot={name === "needs_person" && Boolean(counts?.needs_person)}
              aria-current={name === view ? "page" : undefined}
              onClick={event => stay(event, at(name))}
            >
              {name === "assistant" && <LiveDot on={Boolean(counts?.assistant)} />}
              <span>{strings.views[name]}</span>
              <Count of={counts?.[name]} />
            </a>
          </li>
        ))}
      </ul>
    </nav>
  )
}

const Count = ({ of }: { of: number | undefined }) => <b className="figures">{of || ""}</b>
const LiveDot = ({ on }: { on: boolean }) => <i className="live-dot" data-on={on} />

/** The same choice where there is no room for a column. */
export function ViewMenu({ view, tag, counts }: Props) {
  const trigger = (
    <Button look="quiet" className="view-menu">
      {strings.views[view]}
      <Icon of={ChevronDown} size={15} />
    </Button>
  )
  return (
    <Menu trigger={trigger} align="start">
      {viewNames.map(name => (
        <MenuItem
          key={name}
          hint={counts?.[name] || ""}
          onPick={() => go({ page: "inbox", view: name, conversation: null, tag })}
        >
          {strings.views[name]}
        </MenuItem>
      ))}
    </Menu>
  )
}
