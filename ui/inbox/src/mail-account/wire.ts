import type { MailboxToSave, MailToSave, MailView, ServerToSave } from "@chatref/shared/served"

export type Server = Required<ServerToSave>
export type Mailbox = Required<MailboxToSave>
/** As it is sent: a password stands in it only where it was written anew. */
export type Wanted = Required<Omit<MailToSave, "smtp" | "imap">> & { smtp: Server; imap: Mailbox }
export type Held = MailView
