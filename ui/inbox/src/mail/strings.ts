import { plural } from "../strings.ts"

/** The texts of the mail bin; they come with its page. */
export const mailStrings = {
  title: "Mail",
  text: "Mails that found no conversation by themselves. None is lost, and none is answered before you say where it belongs.",
  parts: { bin: "Mail bin", account: "Mail with visitors" },
  list: {
    label: "To sort",
    empty: "Nothing to sort",
    emptyText: "Answers to your mails stand in their conversations. What fits nowhere comes here.",
    automatic: (count: number) =>
      `${plural(count, "automatic mail", "automatic mails")}: out of office, newsletters, receipts`,
    noSubject: "(no subject)",
    back: "All mails",
  },
  mail: {
    from: "From",
    came: "Came",
    why: "Why it is here",
    where: "Where it belongs",
    suggested: "It may belong to",
    file: "File it there",
    filed: "It stands in the conversation now",
    show: "Show it",
    elsewhere: "Another conversation",
    elsewhereTitle: "Which conversation?",
    elsewhereText:
      "Open it in the inbox and copy its address from the browser, or its number from the column at the side.",
    elsewhereLabel: "Address or number of the conversation",
    noConversation: "That names no conversation.",
    fileIt: "File it",
    open: "Open a conversation",
    opened: "A conversation is open with it",
    original: "Download the original",
    cut: "It is so large that only its beginning was kept.",
    discard: "Discard",
    discardTitle: "Discard this mail?",
    discardText: "It leaves this list, and nobody answers it.",
    discarded: "Discarded",
    discardAll: (count: number) => `Discard all ${count} from this sender`,
    discardAllTitle: (count: number) => `Discard ${count} mails?`,
    discardAllText: (sender: string) =>
      `All that came from ${sender} leave this list, and nobody answers them.`,
    attachments: "Attachments",
    inOriginal: "They are in the original. Open them with care: anybody can have sent them.",
    empty: "(no text)",
  },
} as const
