import { Refusal } from "@chatref/shared/client"
import type { BinCount, BinView, Discarded, Filed, MailInBin } from "@chatref/shared/served"
import { useQuery } from "@tanstack/react-query"
import { client } from "../api.ts"
import { readAgain } from "../read-again.ts"
import { queries } from "../reads.ts"

const bin = "/api/inbox/mail-bin"
const soon = 10_000
const minute = 60_000
const count = ["mail-bin", "count"]

const at = (mail: string) => `${bin}/${encodeURIComponent(mail)}`
export const originalOf = (mail: string): string => `${at(mail)}/original`

/** How many wait; the socket says when to look again, the clock where there is none. */
export const useBinCount = (may: boolean) =>
  useQuery({
    queryKey: count,
    queryFn: async () => (await client.get<BinCount>(`${bin}/count`)).waiting,
    staleTime: minute,
    refetchInterval: minute,
    enabled: may,
  })

export const useBin = () =>
  useQuery({
    queryKey: ["mail-bin", "list"],
    queryFn: readBin,
    staleTime: 0,
    refetchInterval: soon,
  })

/** Whoever sees the list sees the count that belongs to it. */
const readBin = async (): Promise<BinView> => {
  const read = await client.get<BinView>(bin)
  queries.setQueryData<number>(count, read.mails.length)
  return read
}

export const useMail = (mail: string) =>
  useQuery({
    queryKey: ["mail-bin", "mail", mail],
    queryFn: () => client.get<MailInBin>(at(mail)),
    staleTime: 0,
  })

export const file = (mail: string, conversation: string): Promise<Filed> =>
  client.post(`${at(mail)}/file`, { conversation })
export const openWith = (mail: string): Promise<Filed> => client.post(`${at(mail)}/open`, {})
export const discard = (mail: string): Promise<Discarded> => client.post(`${at(mail)}/discard`, {})

/** One after the other; one that a colleague was quicker with has left the list as well. */
export async function discardAll(mails: readonly string[]): Promise<void> {
  for (const mail of mails) {
    await discard(mail).catch(error => {
      if (!(error instanceof Refusal && error.code === "handled")) throw error
    })
  }
}

export const readBinAgain = () => readAgain(queries, ["mail-bin"])
