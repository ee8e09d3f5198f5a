/** The texts of alerts: that somebody waits, and how this device says so. */
export const alertStrings = {
  title: "Alerts",
  text: "How you hear that a visitor waits for you or your team. While you are away you hear nothing. E-mails go once the desk has a mail account (under Mail) or an e-mail destination.",
  sound: "Play a sound",
  window: "Show a notification while you look elsewhere",
  mail: "Send me an e-mail while no window of my inbox is open",
  refused: "This browser does not let Chatref show notifications. Allow them in its settings for this page.",
  test: "Try it out",
  tested: "This is how it looks.",
  one: (name: string) => `${name} waits for a person`,
  open: "Open",
  later: "Not now",
  several: (count: number) => `${count} visitors wait for a person`,
} as const
