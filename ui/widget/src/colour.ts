/** A site's colour made readable: as ground with ink on it, as text on paper, and as a soft tint, in each theme. */
type Rgb = [red: number, green: number, blue: number]

const PAPER: Record<Theme, Rgb> = { light: [239, 237, 231], dark: [28, 27, 24] }
const INK: Record<Theme, Rgb> = { light: [255, 255, 255], dark: [16, 15, 13] }
const WHITE: Rgb = [255, 255, 255]
/** WCAG asks for 4.5; on dark paper colours glare less when they are lighter than that. */
const ENOUGH: Record<Theme, number> = { light: 4.6, dark: 7.4 }

export type Theme = "light" | "dark"

/** Custom properties for a colour like "#0c6b58"; none where it can't be read. */
export function accentOf(colour: string, theme: Theme): Record<string, string> {
  const rgb = parse(colour)
  if (!rgb) return {}
  const [paper, ink, enough] = [PAPER[theme], INK[theme], ENOUGH[theme]]
  // Away from the paper until both the text in it and the ink on it can be read.
  const accent = until(rgb, theme === "light" ? 0 : 1, each => contrast(each, ink) >= enough)
  const text = until(accent, theme === "light" ? 0 : 1, each => contrast(each, paper) >= enough + 0.4)
  return {
    "--accent": css(accent),
    "--accent-ink": css(ink),
    "--accent-text": css(text),
    "--accent-soft": css(theme === "light" ? mix(WHITE, accent, 0.13) : mix(paper, accent, 0.16)),
  }
}

function parse(colour: string): Rgb | null {
  const hex = /^#?([0-9a-f]{6})$/i.exec(colour.trim())?.[1]
  if (!hex) return null
  const part = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16)
  return [part(0), part(2), part(4)]
}

/** Steps of lightness towards black (0) or white (1), with hue and saturation kept. */
function until(rgb: Rgb, towards: 0 | 1, good: (rgb: Rgb) => boolean): Rgb {
  const [hue, saturation, lightness] = toHsl(rgb)
  for (let step = 0; step <= 20; step += 1) {
    const changed = toRgb(
      hue,
      saturation * (1 - (step / 40) * (1 + towards)),
      lightness + ((towards - lightness) * step) / 20,
    )
    if (good(changed)) return changed
  }
  return towards ? [255, 255, 255] : [0, 0, 0]
}

/** WCAG's contrast, from 1 to 21. */
export function contrast(one: Rgb, other: Rgb): number {
  const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a) as [number, number]
  return (light + 0.05) / (dark + 0.05)
}

function luminance(rgb: Rgb): number {
  const [red, green, blue] = rgb.map(part => {
    const value = part / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  }) as Rgb
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function toHsl(rgb: Rgb): [hue: number, saturation: number, lightness: number] {
  const [red, green, blue] = rgb.map(part => part / 255) as Rgb
  const most = Math.max(red, green, blue)
  const spread = most - Math.min(red, green, blue)
  const lightness = most - spread / 2
  if (!spread) return [0, 0, lightness]
  const saturation = spread / (1 - Math.abs(2 * lightness - 1))
  if (most === red) return [((green - blue) / spread + 6) % 6, saturation, lightness]
  if (most === green) return [(blue - red) / spread + 2, saturation, lightness]
  return [(red - green) / spread + 4, saturation, lightness]
}

function toRgb(hue: number, saturation: number, lightness: number): Rgb {
  const channel = (offset: number) => {
    const place = (offset + hue * 2) % 12
    const reach = saturation * Math.min(lightness, 1 - lightness)
    return Math.round(255 * (lightness - reach * Math.max(-1, Math.min(place - 3, 9 - place, 1))))
  }
  return [channel(0), channel(8), channel(4)]
}

function mix(one: Rgb, other: Rgb, share: number): Rgb {
  return one.map((part, index) => Math.round(part * (1 - share) + (other[index] ?? 0) * share)) as Rgb
}

function css(rgb: Rgb): string {
  return `rgb(${rgb.join(" ")})`
}
