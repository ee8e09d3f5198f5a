import type { Me } from "@chatref/shared/inbox-wire"
import { OwnerHead } from "../parts/owner.tsx"
import { mailStrings } from "./strings.ts"
import { mailAt } from "./where.ts"

const words = mailStrings
const parts = [
  { name: "bin", words: words.parts.bin, to: mailAt(null), right: "read_conversations" },
  {
    name: "account",
    words: words.parts.account,
    to: { page: "mail-account" } as const,
    right: "manage_destinations",
  },
]

type Props = { here: "bin" | "account"; me: Me; text: string }

/** The two pages of mail: what the team sorts, and what an owner sets up. */
export const MailHead = ({ here, me, text }: Props) => (
  <OwnerHead
    title={words.title}
    text={text}
    here={here}
    parts={parts.filter(({ right }) => me.rights.includes(right))}
  />
)
