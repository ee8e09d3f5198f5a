import { plural } from "../strings.ts"
import type { ProposedRule } from "./wire.ts"

const changes = {
  new: (count: number) => `${count} newly`,
  sooner: (count: number) => `${count} sooner`,
  gone: (count: number) => `${count} no longer`,
  later: (count: number) => `${count} later`,
  otherwise: (count: number) => `${count} by another rule`,
  other_team: (count: number) => `${count} to another team`,
} as const

const changed = ({ changes: told }: Pick<ProposedRule, "changes">): string =>
  Object.entries(changes)
    .flatMap(([change, say]) => (told[change] ? [say(told[change])] : []))
    .join(", ")

/** The texts of the rules that are proposed; they come with the page of what the assistant learns. */
export const proposalStrings = {
  title: "Proposed rules",
  text: "Drafted from these words. Nothing holds until you have saved it.",
  see: "See rules that would do this",
  looking: "Trying rules on past conversations …",
  none: "No rule is proposed.",
  kinds: {
    new: (name: string) => `A new rule, “${name}”`,
    changed: (name: string) => `“${name}”, changed`,
    moved: (name: string) => `“${name}”, moved up`,
    on: (name: string) => `“${name}”, switched on`,
    off: (name: string) => `“${name}”, switched off. Until now:`,
  },
  would: (of: ProposedRule, days: number) => {
    if (!of.conversations) return `Nobody wrote in the last ${days} days, so there is nothing to try it on.`
    const over = `Of the last ${plural(of.conversations, "conversation", "conversations")}`
    const now = `${of.now} came to a person`
    return changed(of)
      ? `${over}, ${now}; with it ${of.draft}: ${changed(of)}.`
      : `${over}, ${now}; with it the same.`
  },
  teams: (teams: ProposedRule["teams"]) =>
    teams.map(({ team, now, draft }) => `${team} gets ${draft} instead of ${now}`).join(", "),
  passes: "the test case passes with it",
  fails: "the test case still fails with it",
  breaks: (count: number) => `${plural(count, "other fails", "others fail")} then:`,
  take: "Open in the editor",
  taken: "In the editor as a draft. Nothing holds until you save it.",
} as const
