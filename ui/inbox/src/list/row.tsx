import { Check, Moon } from "@chatref/shared/icons"
import type { Me, Summary } from "@chatref/shared/inbox-wire"
import { Chip } from "../parts/chip.tsx"
import { Face } from "../parts/face.tsx"
import { Icon } from "../parts/icon.tsx"
import { Tagged } from "../parts/tagged.tsx"
import { Ago } from "../parts/time.tsx"
import { stay } from "../rail/rail.tsx"
import { pathOf, type Route } from "../route.ts"
import { strings } from "../strings.ts"
import { dayAndClock } from "../times.ts"
import { reasonWords, visitorName } from "../words.ts"
import type { Listed } from "./correct.ts"
import { Due } from "./due.tsx"

type Props = { summary: Summary; list: Listed; open: boolean; gone: boolean; me: Me | undefined }

const words = strings.row
const shownTags = 2

export function Row({ summary, list: { view, tag }, open, gone, me }: Props) {
  const to: Route = { page: "inbox", view, conversation: summary.conversation, tag }
  const { visitor, last, owner } = summary
  const name = visitorName(summary)
  const described = `words-${summary.conversation}`
  const reason = reasonWords(summary.reason)
  const tags = summary.tags.filter(tag => tag.toLowerCase() !== reason?.toLowerCase())
  return (
    <div className="row" data-gone={gone} data-open={open}>
      <Face of={{ name }} size={30} />
      <a
        className="row-name"
        href={pathOf(to)}
        aria-current={open ? "true" : undefined}
        aria-describedby={described}
        onClick={event => stay(event, to)}
      >
        <span>{name}</span>
        {visitor.identified && <Identified />}
      </a>
      <span className="row-age figures">
        <Ago at={last?.at ?? summary.started_at} />
      </span>
      <span className="row-words" id={described}>
        {wordsOf(summary, me)}
      </span>
      <span className="row-marks">
        {reason && <Chip>{reason}</Chip>}
        {tags.slice(0, reason ? shownTags - 1 : shownTags).map(tag => (
          <Tagged key={tag} tag={tag} view={view} chip />
        ))}
        {summary.snoozed_until && <Snoozed until={summary.snoozed_until} />}
        <span className="row-end">
          <Due owed={summary.owed} />
          {owner && owner.id !== me?.teammate.id && (
            <span title={words.ownedBy(owner.name)}>
              <Face of={owner} size={20} />
              <span className="visually-hidden">{words.ownedBy(owner.name)}</span>
            </span>
          )}
        </span>
      </span>
    </div>
  )
}

const Identified = () => (
  <span className="identified" role="img" aria-label={words.identified} title={words.identified}>
    <Icon of={Check} size={14} />
  </span>
)

const Snoozed = ({ until }: { until: string }) => (
  <span className="row-snoozed">
    <Icon of={Moon} size={13} />
    {words.until(dayAndClock(until, Date.now()))}
  </span>
)

/** The last words, with who said them unless it was the visitor; or what is being collected. */
const wordsOf = ({ last, collecting, stage, owner, subject }: Summary, me: Me | undefined): string => {
  if (stage === "collecting" && collecting) return words.collecting(collecting.given, collecting.asked)
  if (!last) return words.nothing
  if (last.who === "desk" && subject) return subject
  const speaker = speakerOf(last.who, owner, me)
  return speaker ? `${speaker}: ${last.text}` : last.text
}

const speakerOf = (who: string, owner: Summary["owner"], me: Me | undefined): string => {
  if (who === "visitor") return ""
  if (who === "assistant") return words.assistant
  if (who === "desk") return words.desk
  return owner && owner.id !== me?.teammate.id ? (owner.name.split(" ")[0] ?? owner.name) : words.you
}
