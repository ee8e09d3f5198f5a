import type {
  OwnIntentView,
  ReadyMadeSet,
  RuleBookChecked,
  RuleBookThen,
  RuleBookVersion,
  RuleBookView,
  RuleCatalog,
  RuleFinding,
  RulesTried,
  RuleView,
  TestKindView,
} from "@chatref/shared/served"
import type { Condition } from "./condition.ts"

export type {
  OwnIntentView as Intent,
  ReadyMadeSet as ReadySet,
  RuleBookChecked as Checked,
  RuleBookThen as Then,
  RuleBookVersion as Version,
  RuleBookView as BookView,
  RuleCatalog as Catalog,
  RuleFinding as Finding,
  RulesTried as Tried,
  TestKindView as TestKind,
}

/** A rule as the owner edits and the server stores it. */
export type Rule = Omit<RuleView, "when" | "sentence"> & { when: Condition }
export type Priority = RuleView["priority"]
export type Texts = Record<string, string>

/** All that an owner lays down, as one value: it is saved and comes back as a whole. */
export interface Book {
  rules: Rule[]
  intents: OwnIntentView[]
  playbooks: Record<string, string[]>
}
