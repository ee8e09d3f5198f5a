import { expect, test } from "vitest"
import { accentOf, contrast, type Theme } from "../src/colour.ts"

type Rgb = [number, number, number]

const read = (css: string | undefined) => (css?.match(/\d+/g) ?? []).map(Number) as Rgb
const SUNKEN: Record<Theme, Rgb> = { light: [239, 237, 231], dark: [16, 15, 13] }

test.each([
  "#000000",
  "#ffffff",
  "#ffd400",
  "#00ff00",
  "#0c6b58",
  "#d1006c",
  "#101a5c",
  "#808080",
  "#ff0000",
])("whatever the site's colour is, here %s, words can be read (4.5:1)", colour => {
  for (const theme of ["light", "dark"] as const) {
    const properties = accentOf(colour, theme)
    const [accent, ink, text, soft] = ["--accent", "--accent-ink", "--accent-text", "--accent-soft"].map(
      name => read(properties[name]),
    ) as [Rgb, Rgb, Rgb, Rgb]
    expect(contrast(accent, ink)).toBeGreaterThan(4.5)
    expect(contrast(text, SUNKEN[theme])).toBeGreaterThan(4.5)
    expect(contrast(text, soft)).toBeGreaterThan(4.5)
  }
})

test("what is no colour changes nothing", () => {
  expect(accentOf("red; background: url(x)", "light")).toEqual({})
})
