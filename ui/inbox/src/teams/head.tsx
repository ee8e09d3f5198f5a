import { OwnerHead } from "../parts/owner.tsx"
import { type TeamsPart, teamsParts } from "../route.ts"
import { teamsStrings } from "./strings.ts"

const words = teamsStrings

export const TeamsHead = ({ here }: { here: TeamsPart }) => (
  <OwnerHead title={words.title} text={words.text} here={here} parts={parts} />
)

const parts = teamsParts.map(part => ({
  name: part,
  words: words.parts[part],
  to: { page: "teams", part, open: null } as const,
}))
