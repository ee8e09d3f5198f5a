import type { ReportRows, ReportView } from "@chatref/shared/served"
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import type { Asked, Opened, Span } from "./asked.ts"

const path = "/api/insights/report"

/** Days up to today are counted by the desk, whose clock they follow. */
const daysOf = (span: Span) =>
  typeof span === "object" ? { first_day: span.from, last_day: span.to } : { days: `${span}` }

const choiceOf = ({ site, team }: Asked) => ({
  ...(site !== null && { site }),
  ...(team !== null && { team }),
})

/** What stood before stays while other days are read, so that nothing jumps. */
export const useReport = (asked: Asked) => {
  const query = `${new URLSearchParams({ ...daysOf(asked.span), ...choiceOf(asked) })}`
  return useQuery({
    queryKey: ["report", query],
    queryFn: () => client.get<ReportView>(`${path}?${query}`),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
}

/** The conversations behind a figure, page by page; of the days and as of the moment of the report, so that both agree. */
export const useOpened = (asked: Asked, { figure, of }: Opened, report: ReportView) => {
  const { first_day, last_day, as_of } = report
  const query = `${new URLSearchParams({ first_day, last_day, as_of, ...choiceOf(asked), figure, ...of })}`
  return useInfiniteQuery({
    queryKey: ["report-conversations", query],
    queryFn: ({ pageParam }) => client.get<ReportRows>(`${path}/conversations?${query}&after=${pageParam}`),
    initialPageParam: 0,
    getNextPageParam: last => last.after,
    staleTime: 0,
  })
}
