import type { Security } from "@chatref/shared/served"
import { Field } from "../parts/field.tsx"
import { Select } from "../parts/select.tsx"
import { exactly, type Problem } from "../parts/where.ts"
import { usualPorts } from "./draft.ts"
import { mailAccountStrings } from "./strings.ts"
import type { Server } from "./wire.ts"

const words = mailAccountStrings.server
const securities = Object.entries(words.securities)

type Props<Of extends Server> = {
  kind: keyof typeof usualPorts
  of: Of
  kept: boolean
  problems: readonly Problem[]
  onChange: (server: Of) => void
}

/** Where a mail server is, and as whom the desk signs in. */
export function ServerFields<Of extends Server>({ kind, of, kept, problems, onChange }: Props<Of>) {
  const badPassword = exactly(problems, "password")
  const set = (part: Partial<Server>) => onChange({ ...of, ...part })
  return (
    <>
      <div className="mail-server">
        <Field
          label={words.host}
          placeholder={`${kind}.shop.example`}
          value={of.host}
          autoComplete="off"
          spellCheck={false}
          error={exactly(problems, "host")}
          onChange={event => set({ host: event.currentTarget.value.trim() })}
        />
        <Select
          label={words.security}
          value={of.security}
          options={securities.map(([value, title]) => [value, title] as const)}
          error={exactly(problems, "security")}
          onPick={security => set({ security: security as Security, port: null })}
        />
        <Field
          label={words.port}
          inputMode="numeric"
          className="input figures"
          placeholder={`${usualPorts[kind][of.security]}`}
          value={of.port ?? ""}
          error={exactly(problems, "port")}
          onChange={event => set({ port: portOf(event.currentTarget.value) })}
        />
      </div>
      {of.security === "none" && <p className="owner-warning">{words.none}</p>}
      <div className="owner-pair">
        <Field
          label={words.user}
          help={words.userHelp}
          value={of.user}
          autoComplete="off"
          spellCheck={false}
          error={exactly(problems, "user")}
          onChange={event => set({ user: event.currentTarget.value })}
        />
        <Field
          label={words.password}
          type="password"
          autoComplete="new-password"
          help={kept && !badPassword ? words.kept : undefined}
          placeholder={kept ? "••••••••" : undefined}
          value={of.password ?? ""}
          error={badPassword}
          onChange={event => set({ password: event.currentTarget.value || null })}
        />
      </div>
      <label className="tick">
        <input
          type="checkbox"
          checked={of.allow_private}
          onChange={event => set({ allow_private: event.currentTarget.checked })}
        />
        <span>{words.private}</span>
        <small>{words.privateHelp}</small>
      </label>
    </>
  )
}

/** What is no port is not taken over. */
const portOf = (text: string): number | null => {
  const digits = text.replace(/\D/g, "").slice(0, 5)
  return digits ? Math.min(Number(digits), 65_535) : null
}
