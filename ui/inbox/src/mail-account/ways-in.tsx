import { Check, Copy } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { AskedButton } from "../parts/asked.tsx"
import { Button } from "../parts/button.tsx"
import { useCopy } from "../parts/copy.tsx"
import { Field } from "../parts/field.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Ago } from "../parts/time.tsx"
import { say } from "../parts/toast.tsx"
import { exactly, inside, type Problem } from "../parts/where.ts"
import { makeHook, readMailAccountAgain } from "./reads.ts"
import { ServerFields } from "./server.tsx"
import { mailAccountStrings } from "./strings.ts"
import { Ways } from "./ways.tsx"
import type { Held, Wanted } from "./wire.ts"

const words = mailAccountStrings.in
const texts = { imap: words.imapText, webhook: words.webhookText, none: words.noneText }

type Props = { held: Held; wanted: Wanted; problems: readonly Problem[]; onChange: (wanted: Wanted) => void }

/** How what visitors answer reaches the desk. */
export function WaysIn({ held, wanted, problems, onChange }: Props) {
  const way = wanted.way_in
  return (
    <OwnerPart title={words.title} text={words.text}>
      <Ways
        title={words.title}
        ways={words.ways}
        chosen={way}
        onPick={way_in => onChange({ ...wanted, way_in })}
      />
      <p className="owner-text">
        {texts[way]}
        {way === "imap" && held.read_at && (
          <>
            {" "}
            {words.read}: <Ago at={held.read_at} whole />.
          </>
        )}
      </p>
      {way === "imap" && <ImapFields {...{ held, wanted, problems, onChange }} />}
      {way === "webhook" && <Hook held={held} saved={held.way_in === "webhook"} />}
    </OwnerPart>
  )
}

function ImapFields({ held, wanted, problems, onChange }: Props) {
  const { imap } = wanted
  const wrong = inside(problems, "imap")
  return (
    <>
      <ServerFields
        kind="imap"
        of={imap}
        kept={held.imap.kept}
        problems={wrong}
        onChange={imap => onChange({ ...wanted, imap })}
      />
      <Field
        label={mailAccountStrings.server.folder}
        help={mailAccountStrings.server.folderHelp}
        value={imap.folder}
        autoComplete="off"
        error={exactly(wrong, "folder")}
        onChange={event => onChange({ ...wanted, imap: { ...imap, folder: event.currentTarget.value } })}
      />
    </>
  )
}

const hook = mailAccountStrings.hook

/** The address is a secret: there when it is made, and gone when the page is left. */
function Hook({ held, saved }: { held: Held; saved: boolean }) {
  const [address, show] = useState<string | null>(null)
  const made = async (made: { address: string }) => {
    show(made.address)
    await readMailAccountAgain()
  }
  const making = useMutation({
    mutationFn: makeHook,
    onSuccess: made,
    onError: error => say(reasonOf(error)),
  })
  if (!saved) return <p className="owner-text">{hook.first}</p>
  if (!held.hooked && address === null)
    return (
      <Button disabled={making.isPending} onClick={() => making.mutate()}>
        {hook.make}
      </Button>
    )
  return (
    <div className="mail-hook">
      {address === null ? <p className="owner-text">{hook.made}</p> : <Shown address={address} />}
      <AskedButton
        button={{}}
        title={hook.title}
        text={hook.question}
        act={hook.again}
        run={makeHook}
        onDone={made}
      />
    </div>
  )
}

function Shown({ address }: { address: string }) {
  const [done, copy] = useCopy(address)
  return (
    <>
      <div className="secret-shown">
        <Field label={hook.label} className="input mono" readOnly value={address} />
        <Button icon={done ? Check : Copy} onClick={copy}>
          {done ? hook.copied : hook.copy}
        </Button>
      </div>
      <p className="owner-warning">{hook.once}</p>
    </>
  )
}
