import { Download, Plus, Trash2 } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import type { BinRow, MailInBin } from "@chatref/shared/served"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { useKeys } from "../keys.ts"
import { Asked } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { Icon } from "../parts/icon.tsx"
import { OwnerEditor, OwnerGone } from "../parts/owner.tsx"
import { Prose } from "../parts/prose.tsx"
import { Bar } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { go } from "../route.ts"
import { dayAndClock, exact } from "../times.ts"
import { Elsewhere } from "./elsewhere.tsx"
import { discard, discardAll, file, openWith, originalOf, readBinAgain, useMail } from "./reads.ts"
import { mailStrings } from "./strings.ts"
import { afterThem, mailAt, ofSender, threadAt } from "./where.ts"

const words = mailStrings.mail

type Props = { id: string; bin: readonly BinRow[]; me: Me }

export function Mail({ id, bin, me }: Props) {
  const read = useMail(id)
  const back = mailStrings.list.back
  const close = () => go(mailAt(null))
  if (read.isError && !read.data) return <OwnerGone back={back} onClose={close} />
  const title = read.data?.subject || mailStrings.list.noSubject
  return (
    <OwnerEditor title={read.data ? title : ""} back={back} onClose={close}>
      {read.data ? (
        <Opened of={read.data} bin={bin} may={me.rights.includes("work_cases")} />
      ) : (
        <Bar width="60%" />
      )}
    </OwnerEditor>
  )
}

type OpenedProps = { of: MailInBin; bin: readonly BinRow[]; may: boolean }

function Opened({ of, bin, may }: OpenedProps) {
  return (
    <>
      <dl className="mail-facts">
        <div>
          <dt>{words.from}</dt>
          <dd>
            {of.from_name && <b>{of.from_name}</b>} {of.from_address}
          </dd>
        </div>
        <div>
          <dt>{words.came}</dt>
          <dd title={exact(of.came_at)}>{dayAndClock(of.came_at, Date.now())}</dd>
        </div>
        <div>
          <dt>{words.why}</dt>
          <dd>{of.why}</dd>
        </div>
      </dl>
      {may && <Acts of={of} bin={bin} />}
      <div className="mail-body" dir="auto">
        {of.text ? <Prose text={of.text} strange /> : <p className="owner-text">{words.empty}</p>}
      </div>
      <Files of={of} />
    </>
  )
}

const Files = ({ of }: { of: MailInBin }) => (
  <section aria-label={words.attachments}>
    {of.files.length > 0 && (
      <>
        <h3>{words.attachments}</h3>
        <ul className="mail-files">
          {of.files.map(({ name, size }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files of a mail may have one name
            <li key={at}>
              {name} <span>{sizeOf(size)}</span>
            </li>
          ))}
        </ul>
        <p className="owner-text">{words.inOriginal}</p>
      </>
    )}
    <a className="button mail-original" href={originalOf(of.id)} download>
      <Icon of={Download} size={16} />
      {words.original} · {sizeOf(of.size)}
    </a>
    {of.cut && <p className="owner-text">{words.cut}</p>}
  </section>
)

const sizeOf = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1_000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`

/** Where it belongs: one key each. */
function Acts({ of, bin }: Omit<OpenedProps, "may">) {
  const [asking, ask] = useState<"where" | "discard" | "all" | null>(null)
  const { busy, file, open, discarded } = useActs(of, bin)
  const { suggested } = of
  const all = ofSender(bin, of)
  const fileThere = () => suggested && file(suggested.conversation)
  useKeys({ fileMail: fileThere, openMail: open, discardMail: () => ask("discard") })
  return (
    <section className="mail-acts" aria-label={words.where}>
      {suggested && <Suggested of={suggested} />}
      <div>
        {suggested && (
          <Button look="primary" keys="M" disabled={busy} onClick={fileThere}>
            {words.file}
          </Button>
        )}
        <Button look={suggested ? "plain" : "primary"} icon={Plus} keys="O" disabled={busy} onClick={open}>
          {words.open}
        </Button>
        <Button disabled={busy} onClick={() => ask("where")}>
          {words.elsewhere}
        </Button>
        <Button look="quiet" icon={Trash2} keys="D" disabled={busy} onClick={() => ask("discard")}>
          {words.discard}
        </Button>
        {all.length > 1 && (
          <Button look="quiet" icon={Trash2} disabled={busy} onClick={() => ask("all")}>
            {words.discardAll(all.length)}
          </Button>
        )}
      </div>
      <Elsewhere
        open={asking === "where"}
        onClose={() => ask(null)}
        onFile={conversation => {
          ask(null)
          file(conversation)
        }}
      />
      <Asked
        open={asking === "discard"}
        title={words.discardTitle}
        text={words.discardText}
        act={words.discard}
        run={() => discard(of.id)}
        onClose={() => ask(null)}
        onDone={() => discarded([of.id])}
      />
      <Asked
        open={asking === "all"}
        title={words.discardAllTitle(all.length)}
        text={words.discardAllText(of.from_address)}
        act={words.discard}
        run={() => discardAll(all)}
        onClose={() => ask(null)}
        onDone={() => discarded(all)}
      />
    </section>
  )
}

const Suggested = ({
  of: { conversation, visitor, subject },
}: {
  of: NonNullable<MailInBin["suggested"]>
}) => (
  <p>
    {words.suggested}{" "}
    <To to={threadAt(conversation)}>
      {visitor}
      {subject && `: ${subject}`}
    </To>
  </p>
)

/** What is done with it; then the next one is open. */
function useActs(of: MailInBin, bin: readonly BinRow[]) {
  const done = async (gone: readonly string[], told: string, to: string | null) => {
    go(mailAt(afterThem(bin, gone)), "replace")
    await readBinAgain()
    say(told, to ? { label: words.show, onPick: () => go(threadAt(to)) } : undefined)
  }
  const filing = useActing(
    (to: string) => file(of.id, to),
    ({ conversation }) => done([of.id], words.filed, conversation),
  )
  const opening = useActing(
    () => openWith(of.id),
    async ({ conversation }) => {
      go(threadAt(conversation))
      await readBinAgain()
      say(words.opened)
    },
  )
  const busy = filing.isPending || opening.isPending
  return {
    busy,
    discarded: (gone: readonly string[]) => done(gone, words.discarded, null),
    file: (to: string) => !busy && filing.mutate(to),
    open: () => !busy && opening.mutate(""),
  }
}

const useActing = <Done,>(act: (to: string) => Promise<Done>, onDone: (done: Done) => Promise<unknown>) =>
  useMutation({
    mutationFn: act,
    onSuccess: onDone,
    onError: async error => {
      say(reasonOf(error))
      await readBinAgain() // somebody may have been first
    },
  })
