import { Ellipsis, Plus } from "@chatref/shared/icons"
import { useEffect, useRef } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { Select } from "../parts/select.tsx"
import { exactly, inside, type Problem } from "../parts/where.ts"
import { startOf, testOf, useCatalog } from "./catalog.ts"
import {
  asGroup,
  type Condition,
  group,
  type Join,
  moved,
  placeOf,
  replaced,
  type Seen,
  seen,
  turned,
  unwrapped,
  without,
} from "./condition.ts"
import { rulesStrings } from "./strings.ts"
import { TestValue } from "./value.tsx"

const words = rulesStrings.tree
const deepest = 6

type TreeProps = { condition: Condition; onChange: (condition: Condition) => void; problems: Problem[] }

/** A condition as a tree of groups and tests; `problems` have their places from this condition on. */
export function Tree({ condition, onChange, problems }: TreeProps) {
  const shown = asGroup(condition)
  const lone = shown !== condition
  const places = lone ? problems.map(({ at, text }) => ({ at: at && `all.0.${at}`, text })) : problems
  return <GroupOf condition={shown} onChange={onChange} problems={places} depth={0} />
}

type PartProps = TreeProps & { depth: number; acts?: Acts }
/** What a part's parent does with it. */
type Acts = { remove: () => void; up?: () => void; down?: () => void; wrap: () => void; unwrap?: () => void }

function Part(props: PartProps) {
  return seen(props.condition).type === "group" ? <GroupOf {...props} /> : <TestOf {...props} />
}

type GroupSeen = Extract<Seen, { type: "group" }>

function GroupOf({ condition, onChange, problems, depth, acts }: PartProps) {
  const shown = seen(condition) as GroupSeen
  const { join, negated, parts } = shown
  const name = nameOf(shown)
  const ground = useFocusAfter(parts.length)
  const set = (next: readonly Condition[]) => onChange(turned(group(join, next), negated))
  const at = placeOf(condition, "").replace(/^\./, "")
  const place = (index: number) => [at, join, index].filter(each => each !== "").join(".")
  return (
    <fieldset className="group" data-depth={depth} ref={ground}>
      <legend className="visually-hidden">{name}</legend>
      <header>
        <JoinChoice of={shown} onPick={(join, negated) => onChange(turned(group(join, parts), negated))} />
        {acts && <PartMenu of={name} acts={acts} />}
      </header>
      {!parts.length && (
        <p className="group-empty" role={problems.length ? "alert" : undefined}>
          {words.empty}
        </p>
      )}
      <ul>
        {parts.map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a part has no name; all it shows comes from outside
          <li key={index} data-join={index ? words[join === "all" ? "and" : "or"] : undefined}>
            <Part
              condition={part}
              onChange={next => set(replaced(parts, index, next))}
              problems={inside(problems, place(index))}
              depth={depth + 1}
              acts={actsOn(parts, index, set)}
            />
          </li>
        ))}
      </ul>
      <footer>
        <Button
          small
          look="quiet"
          icon={Plus}
          aria-label={words.addTo(name)}
          onClick={() => set([...parts, { phrase: [] }])}
        >
          {words.add}
        </Button>
        {depth < deepest && (
          <Button
            small
            look="quiet"
            icon={Plus}
            aria-label={words.addGroupTo(name)}
            onClick={() => set([...parts, group(join === "all" ? "any" : "all", [{ phrase: [] }])])}
          >
            {words.addGroup}
          </Button>
        )}
      </footer>
    </fieldset>
  )
}

const actsOn = (
  parts: readonly Condition[],
  at: number,
  set: (parts: readonly Condition[]) => void,
): Acts => {
  const inner = seen(parts[at] ?? {})
  return {
    remove: () => set(without(parts, at)),
    wrap: () => set(replaced(parts, at, group("any", [parts[at] ?? {}]))),
    ...(at > 0 && { up: () => set(moved(parts, at, at - 1)) }),
    ...(at < parts.length - 1 && { down: () => set(moved(parts, at, at + 1)) }),
    ...(inner.type === "group" && !inner.negated && { unwrap: () => set(unwrapped(parts, at)) }),
  }
}

/** What was added has the focus; where something was taken away, the button that adds. */
function useFocusAfter(count: number) {
  const ground = useRef<HTMLFieldSetElement>(null)
  const before = useRef(count)
  useEffect(() => {
    const change = count - before.current
    before.current = count
    if (change > 0) ground.current?.querySelector<HTMLElement>(":scope > ul > li:last-child select")?.focus()
    if (change < 0) ground.current?.querySelector<HTMLElement>(":scope > footer button")?.focus()
  }, [count])
  return ground
}

const joins = { all: words.all, any: words.any, "not all": words.notAll, "not any": words.notAny }
type JoinName = keyof typeof joins

const joinOf = ({ join, negated }: GroupSeen): JoinName => (negated ? `not ${join}` : join)
const nameOf = (shown: GroupSeen): string => joins[joinOf(shown)]

type JoinProps = { of: GroupSeen; onPick: (join: Join, negated: boolean) => void }

const JoinChoice = ({ of, onPick }: JoinProps) => (
  <Select
    bare
    className="join"
    label={words.join}
    value={joinOf(of)}
    options={Object.entries(joins)}
    onPick={picked => onPick(picked.replace("not ", "") as Join, picked.startsWith("not "))}
  />
)

function TestOf({ condition, onChange, problems, acts }: PartProps) {
  const catalog = useCatalog()
  const shown = seen(condition) as Extract<Seen, { type: "test" }>
  const { key, value, negated } = shown
  const kind = testOf(catalog, key)
  const label = kind?.label ?? key
  const at = [placeOf(condition, "").replace(/^\./, ""), key].filter(Boolean).join(".")
  const turn = (inner: Condition, not: boolean) => onChange(turned(inner, not))
  return (
    <div className="test" data-negated={negated}>
      <div className="test-row">
        <Select
          bare
          className="test-kind"
          label={words.test}
          value={key}
          options={catalog.tests.map(test => [test.key, test.label])}
          groups={kind ? [] : [[words.unknown, [[key, key]]]]}
          error={exactly(problems, "")}
          onPick={picked => turn({ [picked]: startOf(testOf(catalog, picked)) }, negated)}
        />
        <TestValue
          kind={kind}
          value={value}
          onChange={next => turn({ [key]: next }, negated)}
          problems={inside(problems, at)}
        />
        <Select
          bare
          className="turn"
          label={words.turn(label)}
          value={negated ? "not" : ""}
          options={[
            ["", words.is],
            ["not", words.isNot],
          ]}
          onPick={picked => turn(shown.inner, picked === "not")}
        />
      </div>
      {acts && <PartMenu of={label} acts={acts} />}
    </div>
  )
}

const PartMenu = ({ of, acts }: { of: string; acts: Acts }) => (
  <Menu trigger={<IconButton className="small" icon={Ellipsis} label={words.more(of)} />}>
    {acts.up && <MenuItem onPick={acts.up}>{words.up}</MenuItem>}
    {acts.down && <MenuItem onPick={acts.down}>{words.down}</MenuItem>}
    <MenuItem onPick={acts.wrap}>{words.wrap}</MenuItem>
    {acts.unwrap && <MenuItem onPick={acts.unwrap}>{words.unwrap}</MenuItem>}
    <MenuItem onPick={acts.remove}>{words.remove}</MenuItem>
  </Menu>
)
