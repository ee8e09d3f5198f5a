import { ArrowUpRight } from "@chatref/shared/icons"
import { safeAddress } from "@chatref/shared/text"
import type { Citation } from "@chatref/shared/wire"
import { useStrings } from "../spoken.ts"
import { Icon } from "./icon.tsx"

/** Where the answer comes from; the page opens beside the conversation, never instead of it. */
export function Sources({ citations }: { citations: Citation[] }) {
  const strings = useStrings()
  const safe = citations.flatMap(({ title, address, heading }) => {
    const href = safeAddress(address)
    return href ? [{ href, title, heading }] : []
  })
  if (!safe.length) return null
  return (
    <ul class="sources" aria-label={strings.sources}>
      {safe.map(({ href, title, heading }) => (
        <li key={href}>
          <a href={href} target="_blank" rel="noopener noreferrer" title={heading ?? undefined}>
            {title}
            <Icon of={ArrowUpRight} size={13} />
            <span class="visually-hidden">({strings.opensNewTab})</span>
          </a>
        </li>
      ))}
    </ul>
  )
}
