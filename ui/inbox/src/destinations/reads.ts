import type { DeliveriesView, DestinationMade, SentAgain, Tested } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { refresh } from "../reads.ts"
import type { Held, Wanted } from "./wire.ts"

const destinations = "/api/admin/destinations"
const soon = 10_000

export type Shown = "dead" | "due" | "delivered"

/** Cases arrive, or do not, while one looks. */
export const useDestinations = () =>
  useQuery({
    queryKey: ["destinations"],
    queryFn: () => client.get<Held>(destinations),
    staleTime: 0,
    refetchInterval: soon,
  })

export const useDeliveries = (destination: string, state: Shown) =>
  useQuery({
    queryKey: ["deliveries", destination, state],
    queryFn: async () =>
      (await client.get<DeliveriesView>(`${destinations}/${destination}/deliveries?state=${state}`))
        .deliveries,
    staleTime: 0,
    refetchInterval: soon,
  })

export const make = (kind: string, wanted: Wanted): Promise<DestinationMade> =>
  client.post(destinations, { kind, ...wanted })
export const change = (destination: string, wanted: Wanted): Promise<DestinationMade> =>
  client.put(`${destinations}/${destination}`, wanted)
export const remove = (destination: string): Promise<DestinationMade> =>
  client.delete(`${destinations}/${destination}`)
export const test = (destination: string): Promise<Tested> =>
  client.post(`${destinations}/${destination}/test`, {})
export const allAgain = (destination: string): Promise<SentAgain> =>
  client.post(`${destinations}/${destination}/again`, {})
export const again = (delivery: string): Promise<SentAgain> =>
  client.post(`/api/admin/deliveries/${delivery}/again`, {})

export const readDestinationsAgain = () => refresh("destinations", "deliveries")
