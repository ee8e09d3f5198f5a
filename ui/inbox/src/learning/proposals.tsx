import { Route as RouteIcon } from "@chatref/shared/icons"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { OwnerPart } from "../parts/owner.tsx"
import { Bar, Failed } from "../parts/states.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { takeIntoDraft } from "../rules/take.ts"
import { proposalStrings } from "./proposal-strings.ts"
import { useProposals } from "./reads.ts"
import { lessonAt } from "./where.ts"
import type { ProposedRule, RulesProposed } from "./wire.ts"

const words = proposalStrings

type Props = { of: string; workspace: string }

/** Rules that would make a wish come true, each with what it would have done; none holds by itself. */
export function Proposals({ of, workspace }: Props) {
  const read = useProposals(of)
  return (
    <OwnerPart title={words.title} text={read.data?.proposals.length ? words.text : null}>
      {read.isError && <Failed onAgain={() => void read.refetch()} />}
      {read.isPending && (
        <div role="status">
          <p className="owner-text">{words.looking}</p>
          <Bar width="60%" />
        </div>
      )}
      {read.data && <Found found={read.data} workspace={workspace} />}
    </OwnerPart>
  )
}

/** The same, where it is not yet sure that anybody wants to know. */
export function ProposalsOnDemand(props: Props) {
  const [wanted, want] = useState(false)
  if (wanted) return <Proposals {...props} />
  return (
    <Button small onClick={() => want(true)}>
      {words.see}
    </Button>
  )
}

function Found({ found: { proposals, none, days }, workspace }: { found: RulesProposed; workspace: string }) {
  if (!proposals.length)
    return (
      <p>
        {words.none} {none}
      </p>
    )
  return (
    <ul className="proposals">
      {proposals.map(each => (
        <Proposal key={JSON.stringify(each.rule)} of={each} days={days} workspace={workspace} />
      ))}
    </ul>
  )
}

function Proposal({ of, days, workspace }: { of: ProposedRule; days: number; workspace: string }) {
  const taking = useMutation({
    mutationFn: () => takeIntoDraft(workspace, of),
    onSuccess: () => say(words.taken),
    onError: error => say(reasonOf(error)),
  })
  return (
    <li>
      <p className="owner-text">{words.kinds[of.kind](of.rule.name)}</p>
      <strong>{of.rule.sentence}</strong>
      <p className="owner-text figures">
        {words.would(of, days)} {of.teams.length > 0 && `${words.teams(of.teams)}.`}
      </p>
      <Tests of={of} />
      <Button small icon={RouteIcon} disabled={taking.isPending} onClick={() => taking.mutate()}>
        {words.take}
      </Button>
    </li>
  )
}

const Tests = ({ of: { passes, breaks } }: { of: ProposedRule }) => (
  <p className="lesson-facts">
    <Chip tone={passes ? "accent" : "late"}>{passes ? words.passes : words.fails}</Chip>
    {breaks.length > 0 && <span className="lesson-found">{words.breaks(breaks.length)}</span>}
    {breaks.map(({ id, name }) => (
      <To key={id} to={lessonAt("tests", id)}>
        {name}
      </To>
    ))}
  </p>
)
