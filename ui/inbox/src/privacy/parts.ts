import { privacyWords } from "./words.ts"

/** What the settings have besides the other pages. */
export const settingsParts = [
  { name: "start", words: privacyWords.setup, to: { page: "start" } as const },
  { name: "privacy", words: privacyWords.place, to: { page: "privacy" } as const },
]
