import type { Action, Field, Held, LookUp, Starts } from "./wire.ts"

/** A detail keeps its key while it is renamed and moved. `named` says that its name follows its label. */
export type KeptField = Field & { key: string; named?: boolean }
export type KeptLookUp = Omit<LookUp, "returns"> & { returns: KeptField[] }
export type Kept = Omit<Action, "field" | "starts" | "look_up"> & {
  key: string
  field: KeptField[]
  starts: Starts | null
  look_up: KeptLookUp | null
}
export type Draft = { based_on: number; actions: Kept[] }

export const draftOf = ({ version, actions }: Held): Draft => ({
  based_on: version,
  actions: actions.map(action => ({
    ...action,
    key: action.name,
    starts: action.starts ?? null,
    field: kept(action.field),
    look_up: action.look_up ? { ...action.look_up, returns: kept(action.look_up.returns) } : null,
  })),
})

const kept = (fields: readonly Field[]): KeptField[] => fields.map(field => ({ ...field, key: field.id }))

/** As they are saved: without keys, and without what doesn't belong to a detail's kind. */
export const plain = ({ actions }: Draft): Action[] =>
  actions.map(({ key, field, look_up, starts, ...action }) => ({
    ...action,
    field: field.map(plainField),
    ...(starts ? { starts } : {}),
    ...(starts && look_up ? { look_up: { ...look_up, returns: look_up.returns.map(plainField) } } : {}),
  }))

const plainField = ({
  key,
  named,
  pattern,
  mask,
  choices,
  options,
  least,
  most,
  ...field
}: KeptField): Field => ({
  ...field,
  ...(field.kind === "file" ? { example: "" } : {}),
  ...(field.kind === "number" ? { least: least ?? null, most: most ?? null } : {}),
  ...(field.kind === "order_number" ? { pattern: pattern ?? "", mask: mask ?? "" } : {}),
  ...(field.kind === "choice" ? { choices: choices ?? [], ...(options ? { options } : {}) } : {}),
})

export const same = (one: Draft, other: Draft): boolean =>
  JSON.stringify(plain(one)) === JSON.stringify(plain(other))

export const edited = (draft: Draft, action: Kept): Draft => ({
  ...draft,
  actions: draft.actions.map(each => (each.key === action.key ? action : each)),
})

export const added = (draft: Draft, action: Kept, at = draft.actions.length): Draft => ({
  ...draft,
  actions: [...draft.actions.slice(0, at), action, ...draft.actions.slice(at)],
})

export const removed = (draft: Draft, key: string): Draft => ({
  ...draft,
  actions: draft.actions.filter(action => action.key !== key),
})

export const newAction = (draft: Draft): Kept => ({
  key: free("new", keysOf(draft)),
  name: "",
  offer: "",
  destination: "",
  field: [],
  thanks: {},
  tags: [],
  starts: null,
  look_up: null,
})

export const duplicated = (draft: Draft, action: Kept): Kept => {
  const name = free(action.name, [...draft.actions.map(each => each.name), ...keysOf(draft)])
  return { ...action, name, key: name }
}

const keysOf = (draft: Draft) => draft.actions.map(({ key }) => key)

export const newField = (fields: readonly KeptField[], kind: string): KeptField => {
  const id = free(
    kind,
    fields.map(({ id }) => id),
    "_",
  )
  return {
    key: free(
      "new",
      fields.map(({ key }) => key),
    ),
    named: true,
    id,
    label: "",
    kind,
    required: true,
    help: "",
    example: "",
    attribute: "",
  }
}

/** A new detail is named by its label, until somebody names it. */
export const relabelled = (fields: readonly KeptField[], field: KeptField, label: string): KeptField => {
  if (!field.named) return { ...field, label }
  const taken = fields.filter(({ key }) => key !== field.key).map(({ id }) => id)
  return { ...field, label, id: free(nameOf(label) || field.kind, taken, "_") }
}

/** What a sentence can name: letters, digits and lines. */
const nameOf = (label: string): string =>
  label
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^_+|_+$/g, "")
    .replace(/^(?=[0-9])/, "n")
    .slice(0, 40)

const free = (wanted: string, taken: readonly string[], between = " "): string => {
  if (!taken.includes(wanted)) return wanted
  for (let number = 2; ; number++)
    if (!taken.includes(`${wanted}${between}${number}`)) return `${wanted}${between}${number}`
}

/** The owner's words with examples in their places, as a visitor might read them. */
export const exampled = (text: string, fields: readonly Field[]): string =>
  text.replace(/\{([A-Za-z0-9_]+)\}/g, (whole, id: string) => {
    const field = fields.find(each => each.id === id)
    return field ? field.example || `‹${field.label || id}›` : whole
  })
