import { CircleQuestionMark } from "@chatref/shared/icons"
import type { ReportGroup } from "@chatref/shared/served"
import { Icon } from "../parts/icon.tsx"
import type { Asked } from "./asked.ts"
import type { Line } from "./cells.tsx"
import { Figure } from "./figure.tsx"
import { content, count, endings, everyEnding, everyEndingAlone, ratings } from "./figures.ts"
import { Numbers } from "./more.tsx"
import { reportStrings } from "./strings.ts"

const words = reportStrings.endings

/** The honest numbers: each for itself, with what it means behind a key. */
export const Endings = ({ asked, whole }: { asked: Asked; whole: ReportGroup }) => (
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
    <Everything asked={asked} group={whole} of={null} />
  </section>
)

/** What the five numbers leave out; together these are all. */
const Everything = (line: Line) => (
  <details className="report-fold">
    <summary>{words.everything}</summary>
    <div className="report-more">
      <Numbers {...line} title={words.all} order={everyEnding} whole="episodes" />
      <Numbers {...line} title={words.alone} order={everyEndingAlone} whole="episodes_alone" />
      <Numbers {...line} title={words.ratings} order={ratings} whole="episodes" />
      <Numbers {...line} title={words.content} order={content} whole="episodes" />
    </div>
  </details>
)
