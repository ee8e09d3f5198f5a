import { Field as Base } from "@base-ui/react/field"
import type { ComponentProps, ReactNode } from "react"

type Common = {
  label: string
  help?: ReactNode
  error?: string | null | undefined
  bare?: boolean | undefined
}

/** A labelled input whose help and error are read out with it. */
export function Field({ label, help, error, bare, ...input }: Common & ComponentProps<"input">) {
  return (
    <Frame label={label} help={help} error={error} bare={bare}>
      <Base.Control className="input" {...input} />
    </Frame>
  )
}

export function TextField({ label, help, error, bare, ...input }: Common & ComponentProps<"textarea">) {
  return (
    <Frame label={label} help={help} error={error} bare={bare}>
      <Base.Control className="input" render={<textarea {...input} />} />
    </Frame>
  )
}

function Frame({ label, help, error, bare, children }: Common & { children: ReactNode }) {
  return (
    <Base.Root className="field" invalid={Boolean(error)}>
      <Base.Label className={bare ? "visually-hidden" : "field-label"}>{label}</Base.Label>
      {children}
      {help && <Base.Description className="field-help">{help}</Base.Description>}
      {error && (
        <Base.Error className="field-error" match>
          {error}
        </Base.Error>
      )}
    </Base.Root>
  )
}
