import { CircleAlert, CircleCheck, Copy } from "@chatref/shared/icons"
import type { SiteRow } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { type FormEvent, lazy, Suspense, useState } from "react"
import { client, reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { useCopy } from "../parts/copy.tsx"
import { Field } from "../parts/field.tsx"
import { Icon } from "../parts/icon.tsx"
import { refresh } from "../reads.ts"
import { ago } from "../times.ts"
import { startStrings } from "./strings.ts"
import { wholeAddress } from "./whole.ts"

const words = startStrings.install
const Servers = lazy(() => import("./servers.tsx").then(({ Servers }) => ({ default: Servers })))

export function Install({ site }: { site: SiteRow }) {
  const [done, copy] = useCopy(site.html)
  const [opened, open] = useState(false)
  const seen = site.seen_at && site.seen_on
  return (
    <>
      <div className="snippet">
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard has to reach it */}
        <pre tabIndex={0}>
          <code>{site.html}</code>
        </pre>
        <Button icon={Copy} onClick={copy}>
          {done ? words.copied : words.copy}
        </Button>
      </div>
      <p className="seen" data-seen={Boolean(seen)} aria-live="polite">
        <Icon of={seen ? CircleCheck : CircleAlert} size={16} />
        {seen ? words.seen(site.seen_on ?? "", ago(site.seen_at ?? "", Date.now())) : words.notSeen}
      </p>
      <PageCheck site={site} />
      <details className="more" onToggle={event => open(event.currentTarget.open)}>
        <summary>{words.servers}</summary>
        <Suspense>{opened && <Servers />}</Suspense>
      </details>
    </>
  )
}

function PageCheck({ site }: { site: SiteRow }) {
  const [address, setAddress] = useState("")
  const check = useMutation({
    mutationFn: (address: string) =>
      client.post<{ found: boolean; text: string }>(`/api/admin/sites/${site.id}/check`, { address }),
    onSettled: () => refresh("sites"),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    const whole = wholeAddress(address)
    setAddress(whole)
    if (whole) check.mutate(whole)
  }
  return (
    <form className="row-form" onSubmit={submit} noValidate>
      <Field
        label={words.address}
        type="url"
        inputMode="url"
        value={address}
        error={check.isError ? reasonOf(check.error) : null}
        help={check.data && <span data-found={check.data.found}>{check.data.text}</span>}
        onChange={event => setAddress(event.currentTarget.value)}
      />
      <Button type="submit" disabled={check.isPending}>
        {check.isPending ? words.checking : words.check}
      </Button>
    </form>
  )
}
