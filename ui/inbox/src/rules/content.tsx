import { FileText } from "@chatref/shared/icons"
import type { Source } from "@chatref/shared/inbox-wire"
import { type FormEvent, useState } from "react"
import { Button } from "../parts/button.tsx"
import { Chip } from "../parts/chip.tsx"
import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { Bar, EmptyState, Failed } from "../parts/states.tsx"
import { Switch } from "../parts/switch.tsx"
import { Tokens } from "../parts/tokens.tsx"
import { stay } from "../rail/rail.tsx"
import { useSources } from "../start/reads.ts"
import { foldersIn, inherits, type Mark, markOn, type What } from "./marks.ts"
import { rulesStrings } from "./strings.ts"
import { type Topics, useTopics } from "./topics.ts"
import type { Drafting } from "./use-draft.ts"

const words = rulesStrings.content

/** What of the content a person decides: sources, folders, pages, and all that has a tag. */
export function Content({ drafting }: { drafting: Drafting }) {
  const sources = useSources()
  const topics = useTopics(drafting)
  if (sources.isError || topics.failed)
    return <Failed onAgain={() => void Promise.all([sources.refetch(), topics.again()])} />
  if (!sources.data || !topics.marks) return <Bar width="60%" height={48} />
  const ready: Ready = { ...topics, marks: topics.marks }
  return (
    <section className="rules-narrow" aria-label={rulesStrings.parts.content}>
      <p className="editor-text">{words.text}</p>
      {!sources.data.length && <NothingLearned />}
      <ul className="panels">
        {sources.data.filter(hasSome).map(source => (
          <li key={source.id} className="panel marks">
            <OfSource source={source} topics={ready} />
          </li>
        ))}
      </ul>
      <Others sources={sources.data} topics={ready} />
      <Tags topics={ready} />
    </section>
  )
}

/** The place of the team's own answers is there before the first of them. */
const hasSome = ({ kind, learned }: Source): boolean => kind !== "written" || learned > 0

type Ready = Topics & { marks: Mark[] }

function OfSource({ source, topics }: { source: Source; topics: Ready }) {
  const pages = source.pages.filter(({ state }) => state === "learned")
  const written = source.kind === "written"
  const addresses = pages.map(({ address }) => address)
  const folders = written ? [] : foldersIn(source.address, addresses)
  return (
    <>
      <Head />
      <ul aria-label={written ? words.written : source.address}>
        {!written && <Marked what="source" value={source.address} title={source.address} topics={topics} />}
        {folders.map(folder => (
          <Marked
            key={folder}
            what="folder"
            value={folder}
            title={pathOf(folder)}
            source={source.address}
            topics={topics}
          />
        ))}
        {pages.map(({ address, title }) => (
          <Marked
            key={address}
            what="page"
            value={address}
            title={title || pathOf(address)}
            source={source.address}
            topics={topics}
          />
        ))}
      </ul>
    </>
  )
}

/** Each switch says it by itself to who hears the page. */
const Head = () => (
  <p className="marks-head" aria-hidden="true">
    {words.decides}
  </p>
)

const pathOf = (address: string): string => (URL.canParse(address) ? new URL(address).pathname : address)

type MarkedProps = { what: What; value: string; title: string; source?: string; topics: Ready }

/** One thing of the content: whether a person decides it, and its tags. */
function Marked({ what, value, title, source, topics }: MarkedProps) {
  const { marks, tags, set } = topics
  const mark = markOn(marks, what, value)
  const lies = !mark.person_decides && inherits(marks, what, value, source)
  return (
    <li className="mark" data-what={what} data-decides={mark.person_decides || lies}>
      <div className="mark-name">
        <Chip>{words[what]}</Chip> <strong title={value}>{title}</strong>
        {lies && <small>{words.inherited}</small>}
      </div>
      {what !== "tag" && (
        <Tokens
          bare
          label={words.tagsOf(title)}
          placeholder={words.addTag}
          values={mark.tags}
          suggested={tags}
          onChange={tags => set({ ...mark, tags }, words.tagged(title))}
        />
      )}
      <Switch
        on={mark.person_decides}
        label={`${words.decides}: ${title}`}
        onTurn={person_decides =>
          set({ ...mark, person_decides }, (person_decides ? words.marked : words.unmarked)(title))
        }
      />
    </li>
  )
}

/** Marks on what isn't shown above, since only the first pages of a source are. */
function Others({ sources, topics }: { sources: Source[]; topics: Ready }) {
  const shown = new Set(
    sources.flatMap(({ address, pages }) => {
      const known = pages.map(page => page.address)
      return [address, ...known, ...foldersIn(address, known)]
    }),
  )
  const others = topics.marks.filter(({ what, value }) => what !== "tag" && !shown.has(value))
  return (
    <section className="panel marks" aria-label={words.others}>
      <h3>{words.others}</h3>
      {others.length > 0 && <Head />}
      <ul>
        {others.map(({ what, value }) => (
          <Marked key={`${what} ${value}`} what={what} value={value} title={value} topics={topics} />
        ))}
      </ul>
      <AddAddress topics={topics} files={sources.some(({ kind }) => kind === "folder")} />
    </section>
  )
}

/** With `files` of a folder a name is an address, too. */
function AddAddress({ topics, files }: { topics: Ready; files: boolean }) {
  const [value, setValue] = useState("")
  const [what, setWhat] = useState<What>("folder")
  const [tried, setTried] = useState(false)
  const names = URL.canParse(value) || (files && value.trim() !== "")
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!names) return
    topics.set({ ...markOn(topics.marks, what, value.trim()), person_decides: true }, words.marked(value))
    setValue("")
    setTried(false)
  }
  return (
    <form className="add-address" onSubmit={submit} noValidate>
      <Select
        label={words.kind}
        bare
        value={what}
        options={[
          ["folder", words.folder],
          ["page", words.page],
        ]}
        onPick={picked => setWhat(picked === "page" ? "page" : "folder")}
      />
      <Field
        label={words.address}
        bare
        type="url"
        inputMode="url"
        placeholder="https://help.example.com/legal"
        value={value}
        error={tried && !names ? words.invalid : null}
        onChange={event => setValue(event.currentTarget.value)}
      />
      <Button type="submit">{words.mark}</Button>
    </form>
  )
}

function Tags({ topics }: { topics: Ready }) {
  if (!topics.tags.length) return null
  return (
    <section className="panel marks" aria-label={words.tags}>
      <h3>{words.tags}</h3>
      <Head />
      <ul>
        {topics.tags.map(tag => (
          <Marked key={tag} what="tag" value={tag} title={tag} topics={topics} />
        ))}
      </ul>
    </section>
  )
}

const NothingLearned = () => (
  <EmptyState icon={FileText} title={words.empty} text={words.emptyText}>
    <a className="button" href="/settings/start" onClick={event => stay(event, { page: "start" })}>
      {words.learn}
    </a>
  </EmptyState>
)
