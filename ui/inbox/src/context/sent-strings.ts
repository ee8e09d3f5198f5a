import { plural } from "../strings.ts"

/** The texts of what was sent where; the owner's log says it in the same words. */
export const sentStrings = {
  title: "Sent to",
  open: "Open it there",
  later: "What came later",
  behind: "after what it belongs to",
  next: (at: string) => `next try ${at}`,
  states: { due: "on the way", delivered: "arrived", dead: "did not arrive", erased: "erased" } as Record<
    string,
    string
  >,
  tries: (count: number) => plural(count, "try", "tries"),
  took: (seconds: string) => `${seconds} s`,
  outcomes: {
    delivered: "arrived",
    later: "nothing was made, so it is tried again",
    unknown: "nobody knows whether it arrived: it is looked for before it is sent again",
    refused: "refused",
  } as Record<string, string>,
} as const
