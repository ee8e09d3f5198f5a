/** The texts of routing: what rings, whether somebody may be rung, and a team in which nobody is there. */
export const offerStrings = {
  title: "Offered to you",
  waiting: "Waiting",
  more: (count: number) => `and ${count} more`,
  accept: "Accept",
  accepting: "Accepting …",
  decline: "Decline",
  left: (seconds: number) => `${seconds} s`,
  leftWords: "Time left to accept",
  arrived: (name: string) => `${name} is offered to you.`,
  keys: { accept: "Accept what is offered", decline: "Decline it", availability: "Available, busy, away" },
  availability: {
    label: "You are",
    text: "Whether new cases are offered to you. What you have stays yours.",
    available: "Available",
    busy: "Busy",
    away: "Away",
  },
  gaps: "Teams in which nobody is",
  gap: (team: string, since: string) => `Nobody of ${team} has been here since ${since}, in open hours.`,
} as const
