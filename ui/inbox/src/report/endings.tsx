import { CircleQuestionMark } from "@chatref/shared/icons"
import { Icon } from "../parts/icon.tsx"
import type { Asked } from "./asked.ts"
import { Figure } from "./figure.tsx"
import { count, endings } from "./figures.ts"
import { reportStrings } from "./strings.ts"
import type { Group } from "./wire.ts"

const words = reportStrings.endings

/** The honest numbers: each for itself, with what it means behind a key. */
export const Endings = ({ asked, whole }: { asked: Asked; whole: Group }) => (
  <section className="report-part" aria-label={words.title}>
    <h2>{words.title}</h2>
    <p className="owner-text">{words.text}</p>
    <ul className="endings">
      {endings.map(name => (
        <li key={name}>
          <Figure asked={asked} figure={name} count={count(whole, name)} words={words.names[name][0]} />
          <details name="ending">
            <summary>
              {words.names[name][0]}
              <Icon of={CircleQuestionMark} size={14} />
            </summary>
            <p>{words.names[name][1]}</p>
          </details>
        </li>
      ))}
    </ul>
  </section>
)
