/** What is asked before an answer goes by mail once more. */
export const sendAgainStrings = {
  title: "Send it again by mail",
  text: (count: number) =>
    count === 1
      ? "The answer goes at once, as a mail of its own."
      : `The ${count} answers that did not arrive go at once, in one mail.`,
  to: "The visitor’s address",
  help: "Corrected, it is where later answers go too.",
  send: "Send again",
} as const
