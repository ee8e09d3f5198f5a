export type Named = { id: string; name: string }
export type Kind = "answer" | "rule"
export type Wanted = "hand_over" | "stay"

/** What a teammate proposed after a handoff. */
export type Correction = {
  id: string
  conversation: string
  subject: string | null
  handoff: string
  kind: Kind
  question: string
  answer: string | null
  wanted: Wanted | null
  rule: string | null
  note: string
  by: Named | null
  at: string
  state: "proposed" | "accepted" | "dismissed"
  decided_by: Named | null
  decided_at: string | null
  page: string | null
  test_case: string | null
}

export type Answer = {
  id: string
  question: string
  answer: string
  conversation: string | null
  by: Named | null
  at: string
  address: string
  cited?: number
}

export type Said = { who: "visitor" | "assistant"; text: string }
export type Expects = { hand_over: boolean; reason: string | null; answer_from: string | null }
export type Result = { passed: boolean; found: string; at: string; version: number }

export type TestCase = {
  id: string
  name: string
  said: Said[]
  language: string
  page: string
  site: string | null
  expects: Expects
  origin: string | null
  created_by: Named | null
  created_at: string
  last: Result | null
}

export type TestToSave = Pick<TestCase, "name" | "said" | "language" | "page" | "site" | "expects">
export type Tests = { test_cases: TestCase[]; version: number; running: boolean }
export type Corrections = { corrections: Correction[]; proposed: number }
