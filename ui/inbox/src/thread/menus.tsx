import {
  Ban,
  Bot,
  CircleCheck,
  ClipboardCheck,
  Clock,
  Ellipsis,
  Link,
  PanelRight,
  Pause,
  Play,
  Trash2,
  Undo2,
} from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { learningStrings } from "../learning/strings.ts"
import { useKeeping } from "../learning/use-keeping.tsx"
import { Button, IconButton } from "../parts/button.tsx"
import { Face } from "../parts/face.tsx"
import { Menu, MenuGroup, MenuItem, MenuLine } from "../parts/menu.tsx"
import { say } from "../parts/toast.tsx"
import { useErasing } from "../privacy/use-erasing.tsx"
import { privacyWords } from "../privacy/words.ts"
import { strings } from "../strings.ts"
import { dayAndClock } from "../times.ts"
import { useTight } from "../widths.ts"
import type { Acts } from "./acts.ts"
import { snoozeTimes } from "./snooze.ts"
import type { Thread } from "./state.ts"
import { useBlocking } from "./use-blocking.tsx"

const words = strings.thread

export function SnoozeMenu({ acts }: { acts: Acts }) {
  const trigger = <Button>{words.snooze}</Button>
  return (
    <Menu trigger={trigger}>
      <SnoozeItems acts={acts} />
    </Menu>
  )
}

const SnoozeItems = ({ acts }: { acts: Acts }) =>
  snoozeTimes(new Date()).map(({ name, until }) => (
    <MenuItem
      key={name}
      hint={dayAndClock(until.toISOString(), Date.now())}
      onPick={() => acts.snooze(until)}
    >
      {strings.snooze[name]}
    </MenuItem>
  ))

export function TransferMenu({ me, acts }: { me: Me; acts: Acts }) {
  const trigger = <Button>{words.transfer}</Button>
  return (
    <Menu trigger={trigger}>
      <TransferItems me={me} acts={acts} />
    </Menu>
  )
}

function TransferItems({ me, acts }: { me: Me; acts: Acts }) {
  const others = me.teammates.filter(teammate => teammate.id !== me.teammate.id)
  return (
    <>
      <MenuGroup label={strings.transfer.teammates}>
        {others.map(teammate => (
          <MenuItem key={teammate.id} onPick={() => acts.transfer({ teammate: teammate.id })}>
            <Face of={teammate} size={20} /> {teammate.name}
          </MenuItem>
        ))}
        {!others.length && <p className="menu-none">{strings.transfer.nobody}</p>}
      </MenuGroup>
      {me.teams.length > 0 && (
        <MenuGroup label={strings.transfer.teams}>
          {me.teams.map(team => (
            <MenuItem key={team.id} onPick={() => acts.transfer({ team: team.id })}>
              {team.name}
            </MenuItem>
          ))}
        </MenuGroup>
      )}
    </>
  )
}

type MoreProps = { thread: Thread; me: Me; acts: Acts; onContext: () => void }

export function MoreMenu({ thread, me, acts, onContext }: MoreProps) {
  const tight = useTight()
  const keeping = useKeeping(thread, me)
  const erasing = useErasing(thread, me)
  const blocking = useBlocking(thread, me)
  return (
    <>
      <Menu trigger={<IconButton icon={Ellipsis} label={words.more} />}>
        {acts.mine && <OwnerItems acts={acts} />}
        {!acts.mine && <ForcedRelease thread={thread} me={me} acts={acts} />}
        <StateItems thread={thread} acts={acts} />
        <MenuItem
          icon={Link}
          onPick={() => void navigator.clipboard.writeText(location.href).then(() => say(words.copied))}
        >
          {words.copyLink}
        </MenuItem>
        {keeping.may && (
          <MenuItem icon={ClipboardCheck} onPick={keeping.ask}>
            {learningStrings.keep.item}
          </MenuItem>
        )}
        {blocking.may && (
          <MenuItem icon={Ban} onPick={blocking.ask}>
            {blocking.item}
          </MenuItem>
        )}
        {erasing.may && (
          <MenuItem icon={Trash2} onPick={erasing.ask}>
            {privacyWords.erase}
          </MenuItem>
        )}
        {tight && (
          <>
            <MenuItem icon={PanelRight} keys="I" onPick={onContext}>
              {words.context}
            </MenuItem>
            <MenuLine />
            {acts.mine && (
              <MenuGroup label={words.snooze}>
                <SnoozeItems acts={acts} />
              </MenuGroup>
            )}
            <TransferItems me={me} acts={acts} />
          </>
        )}
      </Menu>
      {keeping.question}
      {blocking.question}
      {erasing.question}
    </>
  )
}

const OwnerItems = ({ acts }: { acts: Acts }) => (
  <>
    <MenuItem icon={Bot} onPick={() => acts.ask("hand_back")}>
      {words.handBack}
    </MenuItem>
    <MenuItem icon={Undo2} onPick={acts.release}>
      {words.release}
    </MenuItem>
  </>
)

/** A case that its owner cannot let go of is never stuck. */
function ForcedRelease({ thread, me, acts }: Omit<MoreProps, "onContext">) {
  const { stage, owner } = thread.summary
  if (stage !== "assigned" || !owner || !me.rights.includes("force_release")) return null
  return (
    <MenuItem icon={Undo2} onPick={acts.release}>
      {words.releaseFrom(owner.name)}
    </MenuItem>
  )
}

function StateItems({ thread, acts }: { thread: Thread; acts: Acts }) {
  const { stage, paused, snoozed_until } = thread.summary
  const pause = paused ? "resume_assistant" : "pause_assistant"
  return (
    <>
      {snoozed_until && (
        <MenuItem icon={Clock} onPick={() => acts.plain("wake")}>
          {words.wake}
        </MenuItem>
      )}
      {stage !== "resolved" && (
        <>
          <MenuItem icon={CircleCheck} keys="E" onPick={() => acts.ask("outcome")}>
            {words.resolve}
          </MenuItem>
          <MenuItem icon={paused ? Play : Pause} onPick={() => acts.plain(pause)}>
            {paused ? words.resume : words.pause}
          </MenuItem>
        </>
      )}
    </>
  )
}
