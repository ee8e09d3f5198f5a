import type {
  AnswersCited,
  AnswerView,
  CorrectionAccepted,
  CorrectionProposed,
  Corrections,
  CorrectionView,
  Expects as Expected,
  LineSaid,
  ProposedRule,
  RulesProposed,
  TestCases,
  TestCaseToMake,
  TestCaseView,
} from "@chatref/shared/served"

export type {
  AnswersCited,
  AnswerView as Answer,
  CorrectionAccepted as Accepted,
  CorrectionProposed as Proposed,
  Corrections,
  CorrectionView as Correction,
  LineSaid as Said,
  ProposedRule,
  RulesProposed,
  TestCases as Tests,
  TestCaseToMake as TestToMake,
  TestCaseView as TestCase,
}

export type Wanted = NonNullable<CorrectionView["wanted"]>
export type Expects = Required<Expected>
/** As it is written; what the business reported with it stays as it was kept. */
export type TestToSave = Pick<TestCaseView, "name" | "said" | "language" | "page" | "site" | "pressed"> & {
  expects: Expects
}
