import type { HookMade, MailSaved, MailView } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { refresh } from "../reads.ts"
import { tripOf } from "./draft.ts"
import type { Wanted } from "./wire.ts"

const address = "/api/admin/mail"
const soon = 10_000
const second = 1_000

/** Each second while a test mail is on its way. */
export const useMailAccount = () =>
  useQuery({
    queryKey: ["mail-account"],
    queryFn: () => client.get<MailView>(address),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data && tripOf(data, Date.now())?.at === "under way" ? second : soon,
  })

export const save = (wanted: Wanted): Promise<MailSaved> => client.put(address, wanted)
export const test = (): Promise<MailView> => client.post(`${address}/test`, {})
export const makeHook = (): Promise<HookMade> => client.post(`${address}/address`, {})

export const readMailAccountAgain = () => refresh("mail-account")
