import { MessageCircle } from "@chatref/shared/icons"
import type { Introduces } from "@chatref/shared/served"
import { Face, initialsOf } from "../parts/face.tsx"
import { Icon } from "../parts/icon.tsx"
import { inkOn } from "./ink.ts"
import { startStrings } from "./strings.ts"

const words = startStrings.look

export type Wanted = {
  name: string
  greeting: string
  suggested: string[]
  colour: string
  introduces: Introduces
}

/** The widget's first screen as it will be, while one types. A picture: nothing in it can be operated. */
export function WidgetPreview({ of }: { of: Wanted }) {
  const style = { "--brand": of.colour, "--brand-ink": inkOn(of.colour) } as React.CSSProperties
  return (
    <figure className="widget-preview" style={style} aria-label={words.preview}>
      <div className="widget-card" aria-hidden="true">
        <header>
          <span className="widget-mark">{initialsOf(of.name || "?")}</span>
          <div>
            <b>{of.name}</b>
            <p>{words.here}</p>
          </div>
        </header>
        <p className="widget-greeting">{of.greeting}</p>
        <ul>
          {of.suggested.filter(Boolean).map(question => (
            <li key={question}>{question}</li>
          ))}
        </ul>
        <p className="widget-joined">
          {of.introduces === "face" && <Face of={words.person} size={26} />}
          {of.introduces === "team" ? words.teamJoined : words.joined(words.person.name)}
        </p>
        <p className="widget-field">
          {words.write} <b>{words.talk}</b>
        </p>
      </div>
      <span className="widget-launcher" aria-hidden="true">
        <Icon of={MessageCircle} size={22} />
      </span>
    </figure>
  )
}
