import { ArrowUpRight } from "@chatref/shared/icons"
import { type Shown, shown } from "@chatref/shared/sources"
import type { Citation } from "@chatref/shared/wire"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"

/** Where an answer comes from; opens beside the inbox. */
export function Sources({ of }: { of: readonly Citation[] }) {
  if (!of.length) return null
  return (
    <ul className="sources" aria-label={strings.thread.sources}>
      {of.map(shown).map(source => (
        <li key={source.key}>
          <Source of={source} />
        </li>
      ))}
    </ul>
  )
}

function Source({ of: { title, heading, link } }: { of: Shown }) {
  const words = heading ? `${title} · ${heading}` : title
  if (!link) return <span>{words}</span>
  return (
    <a href={link} target="_blank" rel="noopener noreferrer">
      {words}
      <Icon of={ArrowUpRight} size={13} />
    </a>
  )
}
