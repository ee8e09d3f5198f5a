/** What is said of keeping a visitor out. */
export const blockingStrings = {
  block: "Block this visitor",
  unblock: "Let this visitor in again",
  title: (name: string) => `Block ${name}?`,
  text: "They can neither read nor write here any more, by mail neither. What they wrote stays, and a case stays open until somebody closes it.",
  blocked: "Blocked",
  unblocked: "They may write again",
  isBlocked: "blocked",
} as const
