import type { ErasingView, RetentionToSave, RetentionView, WouldGo } from "@chatref/shared/served"
import { keepPreviousData, useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"

const admin = "/api/admin"

export const useRetention = () =>
  useQuery({
    queryKey: ["retention"],
    queryFn: () => client.get<RetentionView>(`${admin}/retention`),
    staleTime: 0,
  })

/** What would go now, saved or not. */
export const useWouldGo = (days: number | null) =>
  useQuery({
    queryKey: ["retention", "before", days],
    queryFn: () => client.get<WouldGo>(`${admin}/retention/before?days=${days}`),
    enabled: days !== null,
    placeholderData: keepPreviousData,
    staleTime: 0,
  })

export const setRetention = (wanted: RetentionToSave): Promise<RetentionToSave> =>
  client.put(`${admin}/retention`, wanted)

export const useErasing = (conversation: string) =>
  useQuery({
    queryKey: ["erasing", conversation],
    queryFn: () => client.get<ErasingView>(`${admin}/conversations/${conversation}/erasing`),
    staleTime: 0,
    gcTime: 0,
  })

export const eraseConversation = (conversation: string): Promise<unknown> =>
  client.delete(`${admin}/conversations/${conversation}`)
export const eraseVisitor = (visitor: string): Promise<unknown> =>
  client.delete(`${admin}/visitors/${visitor}`)
export const copyAt = (visitor: string): string => `${admin}/visitors/${visitor}/copy`
