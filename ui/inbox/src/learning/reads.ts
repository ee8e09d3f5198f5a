import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { refresh } from "../reads.ts"
import type {
  Accepted,
  Answer,
  AnswersCited,
  Correction,
  Corrections,
  RulesProposed,
  TestCase,
  Tests,
  TestToMake,
} from "./wire.ts"

const corrections = "/api/admin/corrections"
const answers = "/api/admin/answers"
const tests = "/api/admin/test-cases"
const insights = "/api/insights/corrections"
const soon = 2_000
const minute = 60_000

export const useCorrections = () =>
  useQuery({
    queryKey: ["corrections"],
    queryFn: () => client.get<Corrections>(insights),
    staleTime: 0,
    refetchInterval: minute,
  })

/** How many wait, for who may decide them. */
export const useProposed = (may: boolean) =>
  useQuery({
    queryKey: ["corrections", "proposed"],
    queryFn: async () => (await client.get<Corrections>(`${insights}?state=proposed`)).proposed,
    staleTime: minute,
    refetchInterval: minute,
    enabled: may,
  })

/** How often each was cited within a year; it counts many conversations, so it comes after the answers. */
export const useCited = () =>
  useQuery({
    queryKey: ["written-answers", "cited"],
    queryFn: () => client.get<AnswersCited>(`${answers}/cited`),
    staleTime: minute,
  })

export const useAnswers = (may = true) =>
  useQuery({
    queryKey: ["written-answers"],
    queryFn: async () => (await client.get<{ answers: Answer[] }>(answers)).answers,
    staleTime: 0,
    enabled: may,
  })

/** Read again until all were tried with what holds now. */
export const useTests = (may = true) =>
  useQuery({
    queryKey: ["test-cases"],
    queryFn: () => client.get<Tests>(tests),
    staleTime: 0,
    enabled: may,
    refetchInterval: ({ state }) => (state.data?.running ? soon : false),
  })

/** Of a test case or a correction, by its address; each look tries them anew. */
export const useProposals = (of: string) =>
  useQuery({
    queryKey: ["proposed-rules", of],
    queryFn: () => client.get<RulesProposed>(of),
    staleTime: 0,
    gcTime: 0,
  })

export const rulesForTest = (id: string): string => `${tests}/${id}/rules`
export const rulesForCorrection = (id: string, wanted: string, team: string | null): string =>
  `${corrections}/${id}/rules?wanted=${wanted}${team ? `&team=${team}` : ""}`

export const accept = (id: string, accepted: Accepted): Promise<Correction> =>
  client.post(`${corrections}/${id}/accept`, accepted)
export const dismiss = (id: string): Promise<Correction> => client.post(`${corrections}/${id}/dismiss`, {})

export const writeAnswer = (written: Pick<Answer, "question" | "answer">): Promise<Answer> =>
  client.post(answers, written)
export const changeAnswer = (id: string, changed: Pick<Answer, "question" | "answer">): Promise<Answer> =>
  client.patch(`${answers}/${id}`, changed)
export const removeAnswer = (id: string): Promise<unknown> => client.delete(`${answers}/${id}`)

export const makeTest = (test: TestToMake): Promise<TestCase> => client.post(tests, test)
export const changeTest = (id: string, test: Partial<TestToMake>): Promise<TestCase> =>
  client.patch(`${tests}/${id}`, test)
export const removeTest = (id: string): Promise<unknown> => client.delete(`${tests}/${id}`)
export const runTests = (): Promise<Tests> => client.post(`${tests}/run`, {})

export const readCorrectionsAgain = () => refresh("corrections", "written-answers", "test-cases")
export const readAnswersAgain = () => refresh("written-answers", "test-cases")
export const readTestsAgain = () => refresh("test-cases")
