import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { client, reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import { queries, useList } from "../reads.ts"
import { type Availability, type Offered, offeredTo } from "./offered.ts"

/** Every offered case stands in "needs a person", so that list has what rings. */
export function useOffers(me: string): Offered[] {
  return offeredTo(useList("needs_person").data?.summaries ?? [], me)
}

const shown = (availability: Availability) =>
  queries.setQueryData<Me>(["me"], me => me && { ...me, teammate: { ...me.teammate, availability } })

/** The switch moves at once, and back if the server does not take it. */
export function useAvailability(me: Me): [Availability, (availability: Availability) => void] {
  const now = me.teammate.availability
  const change = useMutation({
    mutationFn: (availability: Availability) => client.put("/api/inbox/availability", { availability }),
    onMutate: shown,
    onError: error => {
      shown(now)
      say(reasonOf(error))
    },
  })
  return [now, change.mutate]
}
