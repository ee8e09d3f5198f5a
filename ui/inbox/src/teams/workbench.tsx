import { DraftSave } from "../parts/draft-save.tsx"
import { useDraft } from "../parts/use-draft.ts"
import { go, type TeamsPart } from "../route.ts"
import { nothing, sameChanges } from "./draft.ts"
import { TeamsHead } from "./head.tsx"
import { PeoplePart } from "./people.tsx"
import { TeamsPart as Teams } from "./teams-part.tsx"
import { useSave } from "./use-save.ts"
import type { Team, Teammate } from "./wire.ts"

type Props = {
  part: Exclude<TeamsPart, "times">
  open: string | null
  place: string
  me: string
  teams: Team[]
  people: Teammate[]
}

/** What is changed of any team or teammate is saved together. */
export function Workbench({ part, open, place, me, teams, people }: Props) {
  const drafting = useDraft(place, nothing, sameChanges)
  const saving = useSave(drafting, teams, people)
  const bench = { teams, people, drafting, problems: saving.problems }
  const [first] = saving.problems
  return (
    <>
      <TeamsHead here={part} />
      {part === "teams" ? (
        <Teams bench={bench} open={open} />
      ) : (
        <PeoplePart bench={bench} open={open} me={me} />
      )}
      <DraftSave drafting={drafting} saving={saving} onShow={first && (() => go(first.where))} />
    </>
  )
}
