import { ArrowUpRight } from "@chatref/shared/icons"
import { type Shown, shown } from "@chatref/shared/sources"
import type { Citation } from "@chatref/shared/wire"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

/** Where the answer comes from; the page opens beside the conversation, never instead of it. */
export function Sources({ citations }: { citations: Citation[] }) {
  const strings = useStrings()
  if (!citations.length) return null
  return (
    <ul class="sources" aria-label={strings.sources}>
      {citations.map(shown).map(source => (
        <li key={source.key}>
          <Source of={source} />
        </li>
      ))}
    </ul>
  )
}

function Source({ of: { title, heading, link } }: { of: Shown }) {
  const strings = useStrings()
  if (!link) return <span title={heading ?? undefined}>{title}</span>
  return (
    <a href={link} target="_blank" rel="noopener noreferrer" title={heading ?? undefined}>
      {title}
      <Icon of={ArrowUpRight} size={13} />
      <span class="visually-hidden">({strings.opensNewTab})</span>
    </a>
  )
}
