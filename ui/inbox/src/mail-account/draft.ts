import type { Problem } from "../parts/where.ts"
import { mailAccountStrings } from "./strings.ts"
import type { Held, Mailbox, Server, Wanted } from "./wire.ts"

const words = mailAccountStrings

export const usualPorts = {
  smtp: { starttls: 587, tls: 465, none: 25 },
  imap: { starttls: 143, tls: 993, none: 143 },
} as const

export const wantedOf = ({ on, sender, reply, smtp, way_in, imap, version }: Held): Wanted => ({
  on,
  sender,
  reply,
  smtp: serverOf(smtp),
  way_in,
  imap: { ...serverOf(imap), folder: imap.folder },
  based_on: version,
})

const serverOf = ({ host, port, security, user, allow_private }: Held["smtp"]): Server => ({
  host,
  port,
  security,
  user,
  password: null,
  allow_private,
})

/** Who else saved does not make another draft of it. */
export const same = (one: Wanted, other: Wanted): boolean =>
  JSON.stringify({ ...one, based_on: 0 }) === JSON.stringify({ ...other, based_on: 0 })

type ReplyWay = keyof typeof words.reply.ways

export const replyWay = (reply: string): ReplyWay => {
  if (reply.startsWith("*@")) return "any"
  return reply ? "other" : "plus"
}

/** The address of one conversation, as far as it can be shown before there is one. */
export const threadAddress = ({ sender, reply }: Pick<Wanted, "sender" | "reply">): string | null => {
  const [local, domain] = (reply || sender).trim().split("@")
  if (!local || !domain) return null
  return local === "*" ? `k7d2…@${domain}` : `${local}+k7d2…@${domain}`
}

/** What has to be there before any of it can be used. */
export const missingIn = ({ sender, smtp, way_in, imap, reply }: Wanted): Problem[] => [
  ...wanting("sender", isAddress(sender), words.noAddress),
  ...(reply && replyWay(reply) === "other" ? wanting("reply", isAddress(reply), words.noAddress) : []),
  ...(replyWay(reply) === "any" ? wanting("reply", reply.trim().length > 2) : []),
  ...wanting("smtp.host", smtp.host.trim() !== ""),
  ...(way_in === "imap" ? wanting("imap.host", imap.host.trim() !== "") : []),
]

const wanting = (at: string, there: boolean, text: string = words.needed): Problem[] =>
  there ? [] : [{ at, text }]

const isAddress = (text: string): boolean => /^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(text.trim())

type Provider = {
  title: string
  smtp: Pick<Server, "host" | "security">
  imap: Pick<Mailbox, "host" | "security">
}

export const providers = {
  google: {
    title: "Google (Gmail, Workspace)",
    smtp: { host: "smtp.gmail.com", security: "starttls" },
    imap: { host: "imap.gmail.com", security: "tls" },
  },
  fastmail: {
    title: "Fastmail",
    smtp: { host: "smtp.fastmail.com", security: "tls" },
    imap: { host: "imap.fastmail.com", security: "tls" },
  },
  icloud: {
    title: "iCloud",
    smtp: { host: "smtp.mail.me.com", security: "starttls" },
    imap: { host: "imap.mail.me.com", security: "tls" },
  },
} as const satisfies Record<string, Provider>

export type ProviderName = keyof typeof providers

export const providerOf = ({ smtp }: Wanted): ProviderName | "" =>
  (Object.keys(providers) as ProviderName[]).find(name => providers[name].smtp.host === smtp.host) ?? ""

/** Its servers; whoever signs in to the one signs in to the other. */
export const from = (name: ProviderName, wanted: Wanted): Wanted => {
  const { smtp, imap } = providers[name]
  const user = wanted.smtp.user || wanted.sender
  return {
    ...wanted,
    smtp: { ...wanted.smtp, ...smtp, port: null, user, allow_private: false },
    imap: { ...wanted.imap, ...imap, port: null, user: wanted.imap.user || user, allow_private: false },
    way_in: wanted.way_in === "none" ? "imap" : wanted.way_in,
  }
}

/** How far a test mail is. */
export type Trip =
  | { at: "failed"; why: string }
  | { at: "under way" | "back"; seconds: number }
  | { at: "sent" | "late" }

const longest = 120_000

export const tripOf = ({ test, way_in }: Held, now: number): Trip | null => {
  if (!test) return null
  if (test.why) return { at: "failed", why: test.why }
  const seconds = (until: number) => Math.max(0, Math.round((until - Date.parse(test.sent_at)) / 1000))
  if (test.back_at) return { at: "back", seconds: seconds(Date.parse(test.back_at)) }
  if (way_in === "none") return { at: "sent" }
  return now - Date.parse(test.sent_at) > longest
    ? { at: "late" }
    : { at: "under way", seconds: seconds(now) }
}
