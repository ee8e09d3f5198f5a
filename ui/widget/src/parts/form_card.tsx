import { Check } from "@chatref/shared/icons"
import type { Form } from "@chatref/shared/wire"
import { useRef, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import type { Strings } from "../strings/strings.ts"
import { FormField } from "./form_field.tsx"
import { Icon } from "./icon.tsx"
import { useUploads } from "./uploads.ts"

interface Props {
  chat: Chat
  screen: Screen
  form: Form
  toComposer: () => void
}

type Texts = Record<string, string>

export function FormCard({ chat, screen, form, toComposer }: Props) {
  const strings = useStrings()
  const [typed, type] = useState<Texts>({})
  const [warned, warn] = useState<Texts>({})
  const card = useRef<HTMLFormElement>(null)
  const tried = useTried()
  const passing = screen.letters.find(({ command }) => command.kind === "give_details")
  const errors = { ...warned, ...passing?.refusal?.fields }
  const values = { ...valuesOf(form), ...typed }

  const { sending, attach } = useUploads(chat, ({ field, value, problem }) => {
    if (problem) tried.again(field)
    warn(({ [field]: _, ...others }) => (problem ? { ...others, [field]: problem } : others))
    type(typed => ({ ...typed, [field]: value }))
  })

  const pass = () => {
    const missing = missingIn(form, values, strings)
    const [first] = Object.keys(missing)
    // Asked once more, and then passed on as it is: a form never keeps a visitor from a person.
    if (first && !Object.keys(warned).length) {
      warn(missing)
      return card.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus()
    }
    const given = filled(values)
    const news = without(given, knownIn(screen))
    Object.keys(passing?.refusal?.fields ?? {}).forEach(tried.again)
    if (Object.keys(news).length) chat.giveDetails(news, { ...tried.times })
    else chat.skipDetails()
    toComposer()
  }

  return (
    <form
      class="card form"
      ref={card}
      noValidate
      aria-label={strings.details}
      onSubmit={event => {
        event.preventDefault()
        pass()
      }}
    >
      <p class="visually-hidden" role="status">
        {strings.detailsNeeded(form.fields.length)}
      </p>
      <Taken values={takenIn(screen, form)} />
      {form.fields.map(field => (
        <FormField
          key={field.field}
          field={field}
          value={values[field.field] ?? ""}
          error={errors[field.field] ?? null}
          change={value => type({ ...typed, [field.field]: value })}
          attach={file => void attach(field.field, file)}
        />
      ))}
      {passing?.refusal && !Object.keys(passing.refusal.fields).length && (
        <p class="field-error" role="alert">
          {passing.refusal.message}
        </p>
      )}
      <button
        type="submit"
        class="button primary wide"
        disabled={sending || (passing !== undefined && passing.state !== "refused")}
      >
        {sending ? strings.sending : strings.passOn}
      </button>
      <p class="line">
        <button type="button" class="text-button plain" onClick={toComposer}>
          {strings.orWrite}
        </button>
        {" · "}
        <button type="button" class="text-button plain" onClick={() => chat.skipDetails()}>
          {strings.skip}
        </button>
      </p>
    </form>
  )
}

/** How often each field was refused: the next process that looks at the form need not know. */
function useTried() {
  const times = useRef<Record<string, number>>({}).current
  const again = (field: string) => {
    times[field] = (times[field] ?? 0) + 1
  }
  return { times, again }
}

/** What was understood from the visitor's own words is shown, and not asked for. */
function Taken({ values }: { values: string[] }) {
  const strings = useStrings()
  if (!values.length) return null
  return (
    <ul class="taken-list">
      {values.map(value => (
        <li key={value}>
          <Icon of={Check} size={14} />
          <b>{value}</b> {strings.fromYourMessage}
        </li>
      ))}
    </ul>
  )
}

function takenIn(screen: Screen, form: Form): string[] {
  const asked = new Set(form.fields.map(({ field }) => field))
  const taken = givenIn(screen).filter(({ by, field }) => by === "assistant" && !asked.has(field))
  return [...new Set(taken.map(({ value }) => value))]
}

/** What the team has already; said again it would only stand twice in its thread. */
function knownIn(screen: Screen): Texts {
  return Object.fromEntries(givenIn(screen).map(({ field, value }) => [field, value]))
}

function givenIn({ view }: Screen) {
  return view.items.flatMap(item =>
    item.type === "change" && item.event.kind === "detail_given" ? [item.event] : [],
  )
}

function without(values: Texts, known: Texts): Texts {
  return Object.fromEntries(Object.entries(values).filter(([field, value]) => known[field] !== value.trim()))
}

function valuesOf(form: Form): Texts {
  return Object.fromEntries(form.fields.map(({ field, value }) => [field, value ?? ""]))
}

function filled(values: Texts): Texts {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()))
}

function missingIn(form: Form, values: Texts, strings: Strings): Texts {
  const missing = form.fields.filter(({ field, required }) => required && !values[field]?.trim())
  return Object.fromEntries(
    missing.map(({ field, kind, example }) => [
      field,
      example && kind !== "choice" ? strings.requiredExample(example) : strings.required,
    ]),
  )
}
