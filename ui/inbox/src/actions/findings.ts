import type { Problem } from "../parts/where.ts"
import type { Draft, Kept, KeptField } from "./draft.ts"
import { actionsStrings } from "./strings.ts"
import type { Call, Texts } from "./wire.ts"

const words = actionsStrings.findings

/** What the server would refuse, said before it is sent, and all of it. Places are as the server names them. */
export const problemsIn = ({ actions }: Draft): Problem[] =>
  actions.flatMap((action, at) => [
    ...need(action.name.trim(), `action.${at}.name`, words.name),
    ...unlike(
      actions.map(({ name }) => name),
      at,
      `action.${at}.name`,
      words.sameName,
    ),
    ...need(action.field.length, `action.${at}.field`, words.fields),
    ...(action.starts ? fileProblems(action.field, `action.${at}.field`) : []),
    ...action.field.flatMap((_, each) => fieldProblems(action.field, each, `action.${at}.field.${each}`)),
    ...(action.starts ? startProblems(action, `action.${at}`) : []),
  ])

const startProblems = (action: Kept, where: string): Problem[] => {
  const { phrases, intents, events } = action.starts ?? { phrases: [], intents: [], events: [] }
  return [
    ...need(phrases.length + intents.length + events.length, `${where}.starts`, words.starts),
    ...(action.look_up ? lookUpProblems(action, `${where}.look_up`) : []),
  ]
}

const lookUpProblems = ({ field, look_up }: Kept, where: string): Problem[] => {
  if (!look_up) return []
  const { returns, say, not_found } = look_up
  return [
    ...callProblems(look_up, where),
    ...need(returns.length, `${where}.returns`, words.returns),
    ...returns.flatMap((_, at) => fieldProblems(returns, at, `${where}.returns.${at}`)),
    ...need(Object.values(say).some(Boolean), `${where}.say`, words.say),
    ...textProblems(say, [...field, ...returns], `${where}.say`),
    ...textProblems(not_found, field, `${where}.not_found`),
  ]
}

/** Without a handoff nothing but words is asked for. */
const fileProblems = (fields: readonly KeptField[], where: string): Problem[] =>
  fields.flatMap(({ kind }, at) => (kind === "file" ? [{ at: `${where}.${at}`, text: words.file }] : []))

const fieldProblems = (fields: readonly KeptField[], at: number, where: string): Problem[] => {
  const field = fields[at]
  if (!field) return []
  return [
    ...need(field.label.trim(), `${where}.label`, words.label),
    ...need(field.id.trim(), `${where}.id`, words.id),
    ...unlike(
      fields.map(({ id }) => id),
      at,
      `${where}.id`,
      words.sameId,
    ),
    ...kindProblems(field, where),
  ]
}

const kindProblems = (field: KeptField, where: string): Problem[] => {
  switch (field.kind) {
    case "choice":
      return field.options
        ? callProblems(field.options, `${where}.options`)
        : need(field.choices?.length, `${where}.choices`, words.choices)
    case "order_number":
      return need(field.mask || field.pattern, `${where}.mask`, words.mask)
    default:
      return []
  }
}

const callProblems = ({ address, allow_private }: Call, where: string): Problem[] => {
  const scheme = /^(https?):\/\/[^\s/]/.exec(address)?.[1]
  if (!scheme) return [{ at: `${where}.address`, text: words.address }]
  return scheme === "http" && !allow_private ? [{ at: `${where}.address`, text: words.https }] : []
}

const textProblems = (texts: Texts, fields: readonly KeptField[], where: string): Problem[] =>
  Object.entries(texts).flatMap(([language, text]) => {
    const unknown = [...text.matchAll(/\{([A-Za-z0-9_]+)\}/g)].find(
      ([, id]) => !fields.some(field => field.id === id),
    )
    return unknown ? [{ at: `${where}.${language}`, text: words.unknown(unknown[0]) }] : []
  })

const need = (there: unknown, at: string, text: string): Problem[] => (there ? [] : [{ at, text }])

const unlike = (names: readonly string[], at: number, where: string, text: string): Problem[] =>
  names[at] && names.indexOf(names[at]) < at ? [{ at: where, text }] : []
