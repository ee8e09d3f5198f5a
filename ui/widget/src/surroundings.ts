import { accentOf } from "./colour.ts"
import type { Spoken } from "./strings/choose.ts"

/** What the site asked for, then what the visitor's browser does. */
export function wishedLanguages(asked: string | null): string[] {
  return [...(asked ? [asked] : []), ...navigator.languages].filter(isLanguage)
}

export function dress({ language, direction }: Spoken, theme: string | null): void {
  const { documentElement } = document
  documentElement.lang = language
  documentElement.dir = direction
  if (theme === "dark" || theme === "light") documentElement.dataset.theme = theme
}

const dark = matchMedia("(prefers-color-scheme: dark)")

/** Wears the site's colour, in the theme of the moment. */
export function wear(colour: string): () => void {
  const paint = () => {
    const { dataset, style } = document.documentElement
    const theme = (dataset.theme ?? (dark.matches ? "dark" : "light")) === "dark" ? "dark" : "light"
    for (const [name, value] of Object.entries(accentOf(colour, theme))) style.setProperty(name, value)
  }
  paint()
  dark.addEventListener("change", paint)
  return () => dark.removeEventListener("change", paint)
}

function isLanguage(tag: string): boolean {
  try {
    return Intl.getCanonicalLocales(tag).length === 1
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}
