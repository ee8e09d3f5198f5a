import { ArrowUpRight } from "@chatref/shared/icons"
import { safeAddress } from "@chatref/shared/text"
import type { Citation } from "@chatref/shared/wire"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"

/** Where an answer comes from; opens beside the inbox. */
export function Sources({ of }: { of: readonly Citation[] }) {
  if (!of.length) return null
  return (
    <ul className="sources" aria-label={strings.thread.sources}>
      {of.map(citation => (
        <li key={citation.address + (citation.heading ?? "")}>
          <Source of={citation} />
        </li>
      ))}
    </ul>
  )
}

function Source({ of }: { of: Citation }) {
  const words = of.heading && of.heading !== of.title ? `${of.title} · ${of.heading}` : of.title
  const address = safeAddress(of.address)
  if (!address) return <span>{words}</span>
  return (
    <a href={address} target="_blank" rel="noopener noreferrer">
      {words}
      <Icon of={ArrowUpRight} size={13} />
    </a>
  )
}
