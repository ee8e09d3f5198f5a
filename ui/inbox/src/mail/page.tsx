import "./mail.css"
import { ChevronRight, Inbox } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import type { BinRow, BinView } from "@chatref/shared/served"
import { useState } from "react"
import { KeyMap } from "../key-map.tsx"
import { useKeys } from "../keys.ts"
import { Icon } from "../parts/icon.tsx"
import { OwnerPage, OwnerRow, OwnerSkeleton } from "../parts/owner.tsx"
import { EmptyState, Failed } from "../parts/states.tsx"
import { Ago } from "../parts/time.tsx"
import { go } from "../route.ts"
import { MailHead } from "./head.tsx"
import { Mail } from "./mail.tsx"
import { useBin } from "./reads.ts"
import { mailStrings } from "./strings.ts"
import { mailAt, nextTo } from "./where.ts"

const words = mailStrings.list

type Props = { open: string | null }

/** Mails that stand in no conversation: each is filed, opened or discarded by somebody. */
export const MailPage = ({ open }: Props) => (
  <OwnerPage here="mail" title={mailStrings.parts.bin} right="read_conversations" open={open !== null}>
    {me => (
      <>
        <MailHead here="bin" me={me} text={mailStrings.text} />
        <Read open={open} me={me} />
      </>
    )}
  </OwnerPage>
)

function Read({ open, me }: Props & { me: Me }) {
  const bin = useBin()
  if (bin.isError && !bin.data) return <Failed onAgain={() => void bin.refetch()} />
  if (!bin.data) return <OwnerSkeleton />
  return <Bin bin={bin.data} open={open} me={me} />
}

function Bin({ bin, open, me }: Props & { bin: BinView; me: Me }) {
  const [keys, setKeys] = useState(false)
  const shown = [...bin.mails, ...bin.automatic]
  const step = (by: 1 | -1) => {
    const to = nextTo(bin.mails, open, by)
    if (to) go(mailAt(to), open ? "replace" : "push")
  }
  useKeys({
    next: () => step(1),
    previous: () => step(-1),
    map: () => setKeys(true),
    escape: () => go(mailAt(null)),
  })
  return (
    <div className="owner-columns" data-open={open !== null}>
      <section className="owner-list" aria-label={words.label}>
        {bin.mails.length ? (
          <ul className="owner-rows">
            {bin.mails.map(each => (
              <Row key={each.id} of={each} open={each.id === open} />
            ))}
          </ul>
        ) : (
          <EmptyState icon={Inbox} title={words.empty} text={words.emptyText} />
        )}
        {bin.automatic.length > 0 && <Automatic of={bin.automatic} open={open} />}
      </section>
      {open !== null && <Mail key={open} id={open} bin={shown} me={me} />}
      <KeyMap open={keys} onClose={() => setKeys(false)} />
    </div>
  )
}

/** No person wrote these: they are kept, and out of the way. */
const Automatic = ({ of, open }: { of: readonly BinRow[]; open: string | null }) => (
  <details className="mail-automatic" open={of.some(({ id }) => id === open)}>
    <summary>
      <Icon of={ChevronRight} size={14} />
      {words.automatic(of.length)}
    </summary>
    <ul className="owner-rows">
      {of.map(each => (
        <Row key={each.id} of={each} open={each.id === open} />
      ))}
    </ul>
  </details>
)

const Row = ({ of, open }: { of: BinRow; open: boolean }) => (
  <OwnerRow to={mailAt(of.id)} open={open}>
    <span className="mail-row-head">
      <strong>{of.from_name || of.from_address}</strong>
      <Ago at={of.came_at} />
    </span>
    <span className="mail-subject">{of.subject || words.noSubject}</span>
    <span className="mail-text">{of.text}</span>
    <span className="mail-why">{of.why}</span>
  </OwnerRow>
)
