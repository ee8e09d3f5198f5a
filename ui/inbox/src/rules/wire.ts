import type {
  DifferenceView,
  OwnIntentView,
  PlaybookView,
  ReadyMadeSet,
  RuleBookChecked,
  RuleBookThen,
  RuleBookVersion,
  RuleBookView,
  RuleCatalog,
  RuleFinding,
  RulesSimulated,
  RulesTried,
  RuleView,
  StepView,
  TestKindView,
} from "@chatref/shared/served"
import type { Condition } from "./condition.ts"

export type {
  DifferenceView as Difference,
  OwnIntentView as Intent,
  PlaybookView as Playbook,
  ReadyMadeSet as ReadySet,
  RuleBookChecked as Checked,
  RuleBookThen as Then,
  RuleBookVersion as Version,
  RuleBookView as BookView,
  RuleCatalog as Catalog,
  RuleFinding as Finding,
  RulesSimulated as Simulated,
  RulesTried as Tried,
  StepView as Step,
  TestKindView as TestKind,
}

/** A rule as the owner edits and the server stores it. */
export type Rule = Omit<RuleView, "when" | "sentence"> & { when: Condition }
export type Part = keyof PlaybookView
export const parts: Part[] = ["acknowledge", "work", "close"]
export const emptyPlaybook: PlaybookView = { acknowledge: [], work: [], close: [] }
export type Priority = RuleView["priority"]
export type Texts = Record<string, string>

/** All that an owner lays down, as one value: it is saved and comes back as a whole. */
export interface Book {
  rules: Rule[]
  intents: OwnIntentView[]
  playbooks: Record<string, PlaybookView>
}
