import type { RuleBookSaved } from "@chatref/shared/served"
import { useMutation, useQuery } from "@tanstack/react-query"
import { useRef } from "react"
import { client, isRefusal, reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"
import { type Mark, marked } from "./marks.ts"
import { readRulesAgain } from "./reads.ts"
import { rulesStrings } from "./strings.ts"
import type { Drafting } from "./use-draft.ts"
import type { BookView } from "./wire.ts"

const key = ["rule-topics"]
const path = "/api/admin/topics"
type Read = { version: number; marks: Mark[] }

export type Topics = ReturnType<typeof useTopics>

/** Marks hold as soon as they are set. They are saved one after another, each upon the version before it. */
export function useTopics(drafting: Drafting) {
  const latest = useRef(drafting)
  latest.current = drafting
  const read = useQuery({ queryKey: key, queryFn: () => client.get<Read>(path), staleTime: 0 })
  const save = useMutation({
    scope: { id: "topics" },
    mutationFn: (_: string) => {
      const now = queries.getQueryData<Read>(key)
      return client.put<RuleBookSaved>(path, { based_on: now?.version, marks: now?.marks })
    },
    onSuccess: ({ version }, told) => {
      const before = queries.getQueryData<Read>(key)?.version
      queries.setQueryData<Read>(key, now => now && { ...now, version })
      queries.setQueryData<BookView>(["rule-book"], book => book && { ...book, version })
      // What is marked and what is ruled are one book: a draft of the rules goes on upon the new version. It is the
      // draft of now, which the save before this one may have moved, and not that of when the mark was set.
      const { dirty, draft, change } = latest.current
      if (dirty && draft.based_on === before) change(draft => ({ ...draft, based_on: version }))
      say(told)
    },
    onError: async error => {
      say(isRefusal(error, "saved_meanwhile") ? rulesStrings.content.meanwhile : reasonOf(error))
      await Promise.all([queries.invalidateQueries({ queryKey: key }), readRulesAgain()])
    },
  })
  const marks = read.data?.marks
  return {
    marks,
    tags: tagsIn(marks ?? []),
    failed: read.isError && !read.data,
    again: read.refetch,
    set: (mark: Mark, told: string) => {
      queries.setQueryData<Read>(key, now => now && { ...now, marks: marked(now.marks, mark) })
      save.mutate(told)
    },
  }
}

const tagsIn = (marks: readonly Mark[]): string[] =>
  [...new Set(marks.flatMap(mark => (mark.what === "tag" ? mark.value : mark.tags)))].sort()
