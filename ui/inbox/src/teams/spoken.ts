/** The words of these pages are English; how a time is written is the device's own where it fits. */
export const spoken = /^en\b/.test(navigator.language) ? navigator.language : "en-GB"

const monday = Date.UTC(2024, 0, 1)

/** Monday is 0. */
export const dayName = (day: number, shape: "long" | "short" = "long"): string =>
  new Intl.DateTimeFormat(spoken, { weekday: shape, timeZone: "UTC" }).format(monday + day * 86_400_000)

export const dateName = (day: string): string =>
  new Intl.DateTimeFormat(spoken, {
    weekday: "short",
    day: "numeric",
    month: "long",
    year: "numeric",
    timeZone: "UTC",
  }).format(Date.parse(day))

const languageNames = new Intl.DisplayNames(spoken, { type: "language" })
const countryNames = new Intl.DisplayNames(spoken, { type: "region" })

export const languageName = (code: string): string => languageNames.of(code) ?? code
export const countryName = (code: string): string => countryNames.of(code) ?? code

export const zoneName = (zone: string): string => zone.replaceAll("_", " ").split("/").at(-1) ?? zone

export const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone
