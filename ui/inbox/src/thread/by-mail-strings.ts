/** What a thread says of mail. */
export const byMailStrings = {
  byMail: "by mail",
  original: "Original",
  originalWith: (count: number) => `Original with ${count === 1 ? "1 attachment" : `${count} attachments`}`,
  dead: (why: string) => `Could not be delivered: ${why}`,
  again: "Send again",
  mailed: (to: string, at: string, seen: string | null) =>
    `Mailed to ${to} ${at}${seen ? ` · Seen ${seen}` : ""}`,
  due: (at: string) => `Goes by mail at ${at}`,
  dueUnlessSeen: (at: string) => `Goes by mail at ${at} unless seen`,
  seen: (at: string) => `Seen ${at}`,
} as const
