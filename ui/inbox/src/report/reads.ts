import type { ReportRows, ReportView } from "@chatref/shared/served"
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { type Asked, daysOf, type Opened } from "./asked.ts"

const path = "/api/insights/report"

const queryOf = ({ span, site, team }: Asked, today: string): URLSearchParams => {
  const { from, to } = daysOf(span, today)
  return new URLSearchParams({
    first_day: from,
    last_day: to,
    ...(site !== null && { site }),
    ...(team !== null && { team }),
  })
}

/** What stood before stays while other days are read, so that nothing jumps. */
export const useReport = (asked: Asked, today: string) => {
  const query = queryOf(asked, today).toString()
  return useQuery({
    queryKey: ["report", query],
    queryFn: () => client.get<ReportView>(`${path}?${query}`),
    placeholderData: keepPreviousData,
    staleTime: 0,
    refetchOnWindowFocus: true,
  })
}

/** The conversations behind a figure, page by page; as of the same moment as the figure, so that both agree. */
export const useOpened = (asked: Asked, { figure, of }: Opened, today: string, as_of: string) => {
  const query = queryOf(asked, today)
  query.set("figure", figure)
  query.set("as_of", as_of)
  if (of) {
    query.set("by", of.by)
    query.set("name", of.name)
  }
  return useInfiniteQuery({
    queryKey: ["report-conversations", query.toString()],
    queryFn: ({ pageParam }) => client.get<ReportRows>(`${path}/conversations?${query}&after=${pageParam}`),
    initialPageParam: 0,
    getNextPageParam: last => last.after,
    staleTime: 0,
  })
}
