import { Plus, X } from "@chatref/shared/icons"
import { useRef } from "react"
import { Button, IconButton } from "../parts/button.tsx"
import { TextField } from "../parts/field.tsx"
import { Menu, MenuItem } from "../parts/menu.tsx"
import { exactly, here, type Problem } from "../parts/where.ts"
import { strings } from "../strings.ts"
import { languageName } from "../times.ts"
import { actionsStrings } from "./strings.ts"
import type { Texts as ByLanguage } from "./wire.ts"

const words = actionsStrings.texts
const languages = ["", "en", "de", "fr", "es", "pt", "it", "nl", "da", "sv", "pl", "ar"]
const nameOf = (language: string) => (language ? languageName(language) : words.any)

type Props = {
  label: string
  help: string
  texts: ByLanguage
  names: string[]
  problems: Problem[]
  onChange: (texts: ByLanguage) => void
}

/** One text for every language, and others for some. */
export function Texts({ label, help, texts, names, problems, onChange }: Props) {
  const written = Object.keys(texts)
  const shown = written.length ? written : [""]
  const left = languages.filter(language => !shown.includes(language))
  return (
    <div className="texts">
      {shown.map((language, at) => (
        <Text
          key={language}
          label={shown.length > 1 || language ? words.of(label, nameOf(language)) : label}
          help={at === 0 ? help : undefined}
          language={language}
          text={texts[language] ?? ""}
          names={names}
          error={exactly(problems, language) ?? (at === 0 ? here(problems, "") : null)}
          onChange={text => onChange({ ...texts, [language]: text })}
          onRemove={
            shown.length > 1
              ? () => onChange(Object.fromEntries(Object.entries(texts).filter(([key]) => key !== language)))
              : null
          }
        />
      ))}
      <Menu
        align="start"
        trigger={
          <Button small look="quiet" icon={Plus}>
            {words.add}
          </Button>
        }
      >
        {left.map(language => (
          <MenuItem key={language} onPick={() => onChange({ ...texts, [language]: "" })}>
            {nameOf(language)}
          </MenuItem>
        ))}
      </Menu>
    </div>
  )
}

type TextProps = {
  label: string
  help: string | undefined
  language: string
  text: string
  names: string[]
  error: string | null
  onChange: (text: string) => void
  onRemove: (() => void) | null
}

function Text({ label, help, language, text, names, error, onChange, onRemove }: TextProps) {
  const box = useRef<HTMLDivElement>(null)
  const insert = (id: string) => {
    const field = box.current?.querySelector("textarea")
    const at = field?.selectionEnd ?? text.length
    onChange(`${text.slice(0, at)}{${id}}${text.slice(at)}`)
    field?.focus()
  }
  return (
    <div className="text" ref={box}>
      <TextField
        label={label}
        help={help}
        rows={2}
        lang={language || undefined}
        dir="auto"
        value={text}
        error={error}
        onChange={event => onChange(event.currentTarget.value)}
      />
      {onRemove && <IconButton className="small" icon={X} label={strings.remove(label)} onClick={onRemove} />}
      {names.length > 0 && (
        <p className="names">
          <span>{words.insert}</span>
          {names.map(id => (
            <button
              key={id}
              type="button"
              className="name"
              aria-label={words.insertName(id)}
              onClick={() => insert(id)}
            >{`{${id}}`}</button>
          ))}
        </p>
      )}
    </div>
  )
}
