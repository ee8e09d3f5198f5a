import { ArrowUpRight } from "@chatref/shared/icons"
import { Icon } from "./icon.tsx"

/** To an address that another system named: only one of the web is led to. */
export const There = ({ address, words }: { address: string; words: string }) =>
  /^https?:\/\//.test(address) ? (
    <a className="there" href={address} target="_blank" rel="noopener noreferrer">
      {words}
      <Icon of={ArrowUpRight} size={13} />
    </a>
  ) : null
