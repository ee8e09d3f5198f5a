import { Picks } from "../parts/picks.tsx"
import { languageName } from "./spoken.ts"
import { teamsStrings } from "./strings.ts"

const words = teamsStrings.person

/** Those in which most people write, by the codes that browsers say. */
const common =
  "af ar az be bg bn bs ca cs cy da de el en es et eu fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko lt lv mk ml mn mr ms mt my nb ne nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh zu"

const all = common
  .split(" ")
  .map(code => [code, languageName(code)] as const)
  .sort((one, other) => one[1].localeCompare(other[1]))

type Props = { languages: readonly string[]; error: string | null; onChange: (languages: string[]) => void }

export const Languages = ({ languages, error, onChange }: Props) => (
  <Picks
    add={words.addLanguage}
    none={words.noLanguage}
    chosen={languages}
    options={[
      ...all,
      ...languages.filter(code => !common.includes(code)).map(code => [code, languageName(code)] as const),
    ]}
    error={error}
    onChange={onChange}
  />
)
