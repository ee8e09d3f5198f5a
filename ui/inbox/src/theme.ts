import { useState } from "react"

type Theme = "light" | "dark" | "system"

const place = "chatref.theme"

const chosenTheme = (): Theme => {
  const stored = localStorage.getItem(place)
  return stored === "light" || stored === "dark" ? stored : "system"
}

const applyTheme = (theme: Theme): void => {
  const dark = theme === "dark" || (theme === "system" && matchMedia("(prefers-color-scheme: dark)").matches)
  document.documentElement.dataset.theme = dark ? "dark" : "light"
}

export const followTheme = (): void => {
  applyTheme(chosenTheme())
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme(chosenTheme()))
}

export function useTheme(): [Theme, (theme: Theme) => void] {
  const [theme, setTheme] = useState(chosenTheme)
  const choose = (next: Theme) => {
    localStorage.setItem(place, next)
    applyTheme(next)
    setTheme(next)
  }
  return [theme, choose]
}
