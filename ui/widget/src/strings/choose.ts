import { en } from "./en.ts"
import type { Strings } from "./strings.ts"

/** English comes with the frame; every other language is a file of its own, loaded when it is spoken. */
const others: Record<string, () => Promise<Strings>> = {
  ar: () => import("./ar.ts").then(module => module.ar),
  da: () => import("./da.ts").then(module => module.da),
  de: () => import("./de.ts").then(module => module.de),
  es: () => import("./es.ts").then(module => module.es),
  fr: () => import("./fr.ts").then(module => module.fr),
  it: () => import("./it.ts").then(module => module.it),
  nl: () => import("./nl.ts").then(module => module.nl),
  pl: () => import("./pl.ts").then(module => module.pl),
  pt: () => import("./pt.ts").then(module => module.pt),
}

export const LANGUAGES = ["en", ...Object.keys(others)]

const RIGHT_TO_LEFT = new Set(["ar", "fa", "he", "ur"])

export interface Spoken {
  language: string
  direction: "ltr" | "rtl"
  strings: Strings
}

/** The first of the wished languages that there is. */
export async function choose(wished: readonly string[]): Promise<Spoken> {
  for (const tag of wished) {
    const language = tag.toLowerCase().split("-")[0] ?? ""
    const direction = RIGHT_TO_LEFT.has(language) ? "rtl" : "ltr"
    const load = others[language]
    if (load) return { language: tag, direction, strings: await load() }
    if (language === "en") break
  }
  return { language: wished.find(tag => tag.startsWith("en")) ?? "en", direction: "ltr", strings: en }
}
