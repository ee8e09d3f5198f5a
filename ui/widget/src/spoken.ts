import { createContext } from "preact"
import { useContext } from "preact/hooks"
import type { Spoken } from "./strings/choose.ts"
import { en } from "./strings/en.ts"
import type { Strings } from "./strings/strings.ts"

export const SpokenContext = createContext<Spoken>({ language: "en", direction: "ltr", strings: en })

export function useStrings(): Strings {
  return useContext(SpokenContext).strings
}

export function useLanguage(): string {
  return useContext(SpokenContext).language
}
