import { Plus, X } from "@chatref/shared/icons"
import { Button, IconButton } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { here, type Problem } from "../parts/where.ts"
import { useCatalog } from "./catalog.ts"
import type { Kept } from "./draft.ts"
import { rulesStrings } from "./strings.ts"
import type { Texts } from "./wire.ts"

const words = rulesStrings.editor

type Props = { rule: Kept; problems: Problem[]; onChange: (rule: Kept) => void }
type Line = "hand_over" | "confirmation"

/** What the visitor is told, per language; the empty language stands for every other. */
export function Words({ rule, problems, onChange }: Props) {
  const known = useCatalog().languages
  const languages = known.map(({ value }) => value)
  const nameOf = (language: string) =>
    language ? (known.find(({ value }) => value === language)?.label ?? language) : words.anyLanguage
  const written = [...new Set([...Object.keys(rule.hand_over), ...Object.keys(rule.confirmation)])]
  const shown = written.length ? written : languages.slice(0, 1)
  const set = (line: Line, language: string, text: string) =>
    onChange({ ...rule, [line]: withText(rule[line], language, text) })
  const open = (language: string) => onChange({ ...rule, hand_over: { ...rule.hand_over, [language]: "" } })
  const remove = (language: string) =>
    onChange({
      ...rule,
      hand_over: withText(rule.hand_over, language, ""),
      confirmation: withText(rule.confirmation, language, ""),
    })
  return (
    <div className="said-words">
      {shown.map(language => (
        <section key={language} className="language" aria-label={nameOf(language)}>
          <header>
            <h4>{nameOf(language)}</h4>
            <IconButton
              className="small"
              icon={X}
              label={words.removeLanguage(nameOf(language))}
              onClick={() => remove(language)}
            />
          </header>
          {(["hand_over", "confirmation"] as const).map(line => (
            <TextField
              key={line}
              label={line === "hand_over" ? words.handOver : words.confirmation}
              rows={2}
              lang={language || undefined}
              dir="auto"
              value={rule[line][language] ?? ""}
              error={here(problems, `${line}.${language}`)}
              onChange={event => set(line, language, event.currentTarget.value)}
            />
          ))}
        </section>
      ))}
      <AddLanguage
        left={[...languages, ""].filter(language => !shown.includes(language))}
        nameOf={nameOf}
        onPick={open}
      />
    </div>
  )
}

/** Empty words are no words: the server would refuse them. */
const withText = (texts: Texts, language: string, text: string): Texts => {
  if (text) return { ...texts, [language]: text }
  const { [language]: _, ...rest } = texts
  return rest
}

type AddProps = { left: string[]; nameOf: (language: string) => string; onPick: (language: string) => void }

const AddLanguage = ({ left, nameOf, onPick }: AddProps) =>
  left.length ? (
    <Menu
      align="start"
      trigger={
        <Button small look="quiet" icon={Plus}>
          {words.addLanguage}
        </Button>
      }
    >
      {left.map(language => (
        <MenuItem key={language} onPick={() => onPick(language)}>
          {nameOf(language)}
        </MenuItem>
      ))}
    </Menu>
  ) : null
