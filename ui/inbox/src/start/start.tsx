import "./start.css"
import "./steps.css"
import { Check } from "@chatref/shared/icons"
import type { SiteRow } from "@chatref/shared/inbox-wire"
import type { ReactNode } from "react"
import { Icon } from "../parts/icon.tsx"
import { OwnerHead, OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import { settingsParts } from "../privacy/parts.ts"
import { stay } from "../rail/rail.tsx"
import { Address } from "./address.tsx"
import { Install } from "./install.tsx"
import { Look } from "./look.tsx"
import { useSites, useSources } from "./reads.ts"
import { Rules } from "./rules.tsx"
import { startStrings } from "./strings.ts"
import { TryIt } from "./try-it.tsx"

const words = startStrings

/** The owner's first run: four steps on one page, each with a live result. */
export const Start = () => (
  <OwnerPage here="settings" title={words.title} right="manage_sites" open={false}>
    {() => (
      <>
        <OwnerHead title={words.title} text={words.text} here="start" parts={settingsParts} />
        <Steps />
      </>
    )}
  </OwnerPage>
)

function Steps() {
  const sites = useSites()
  const sources = useSources()
  const failed = sites.isError || sources.isError
  if (failed) return <Failed onAgain={() => void Promise.all([sites.refetch(), sources.refetch()])} />
  const site = sites.data?.[0]
  if (!site || !sources.data) return <OwnerSkeleton />
  const learned = sources.data.some(source => source.state === "learned")
  return (
    <div className="start-columns">
      <ol>
        <Step number={1} title={words.address.title} text={words.address.text} done={learned}>
          <Address sources={sources.data} />
        </Step>
        <Step number={2} title={words.look.title} text={words.look.text}>
          <Look key={site.id} site={site} />
        </Step>
        <Step number={3} title={words.rules.title} text={words.rules.text}>
          <Rules site={site} />
        </Step>
        <Step number={4} title={words.install.title} text={words.install.text} done={Boolean(site.seen_at)}>
          <Install site={site} />
        </Step>
      </ol>
      <Beside site={site} learned={learned} />
    </div>
  )
}

function Beside({ site, learned }: { site: SiteRow; learned: boolean }) {
  const inbox = { page: "inbox", view: "needs_person", conversation: null } as const
  return (
    <div className="start-beside">
      <TryIt site={site} ready={learned} />
      <a className="button primary" href="/inbox" onClick={event => stay(event, inbox)}>
        {words.done}
      </a>
    </div>
  )
}

type StepProps = { number: number; title: string; text: string; done?: boolean; children: ReactNode }

function Step({ number, title, text, done, children }: StepProps) {
  return (
    <li className="step" data-done={done ?? false}>
      <span className="step-number" aria-hidden="true">
        {done ? <Icon of={Check} size={15} /> : number}
      </span>
      <section aria-label={`${words.step(number)}: ${title}`}>
        <h2>
          {title}
          {done && <span className="visually-hidden"> ({words.ready})</span>}
        </h2>
        <p className="step-text">{text}</p>
        {children}
      </section>
    </li>
  )
}
