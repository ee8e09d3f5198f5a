import { plural } from "../strings.ts"

/** What the rail and the key map say of mail; the rest comes with its page. */
export const mailWords = {
  place: "Mail",
  waiting: (count: number) => `Mail: ${plural(count, "mail waits", "mails wait")}`,
  keys: {
    group: "Mail",
    file: "File it in the suggested conversation",
    open: "Open a conversation with it",
    discard: "Discard it",
  },
} as const
