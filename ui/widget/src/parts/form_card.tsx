import type { Form } from "@chatref/shared/wire"
import { useRef, useState } from "preact/hooks"
import type { Chat, Screen } from "../chat.ts"
import { useStrings } from "../spoken.ts"
import type { Strings } from "../strings/strings.ts"
import { FormField } from "./form_field.tsx"

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
  const passing = screen.letters.find(({ command }) => command.kind === "give_details")
  const errors = { ...warned, ...passing?.refusal?.fields }
  const values = { ...valuesOf(form), ...typed }

  const pass = () => {
    const missing = missingIn(form, values, strings)
    const [first] = Object.keys(missing)
    // Asked once more, and then passed on as it is: a form never keeps a visitor from a person.
    if (first && !Object.keys(warned).length) {
      warn(missing)
      return card.current?.querySelector<HTMLElement>(`[name="${CSS.escape(first)}"]`)?.focus()
    }
    const given = filled(values)
    if (Object.keys(given).length) chat.giveDetails(given)
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
      {form.fields.map(field => (
        <FormField
          key={field.field}
          field={field}
          value={values[field.field] ?? ""}
          error={errors[field.field] ?? null}
          change={value => type({ ...typed, [field.field]: value })}
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
        disabled={passing !== undefined && passing.state !== "refused"}
      >
        {strings.passOn}
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

function valuesOf(form: Form): Texts {
  return Object.fromEntries(form.fields.map(({ field, value }) => [field, value ?? ""]))
}

function filled(values: Texts): Texts {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim()))
}

function missingIn(form: Form, values: Texts, strings: Strings): Texts {
  const missing = form.fields.filter(({ field, required }) => required && !values[field]?.trim())
  return Object.fromEntries(
    missing.map(({ field, example }) => [
      field,
      example ? strings.requiredExample(example) : strings.required,
    ]),
  )
}
