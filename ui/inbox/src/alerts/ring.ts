import type { Summary } from "@chatref/shared/inbox-wire"
import { go, type Route } from "../route.ts"
import { visitorName } from "../words.ts"
import type { Ways } from "./device.ts"
import { alertStrings as words } from "./strings.ts"

let shown: Notification | null = null
let audio: AudioContext | null = null
let sounded = Number.NEGATIVE_INFINITY

/** What comes in quick succession, as after a lost network, sounds once. */
const pause = 5_000

/** One window for all who wait: the next takes its place, so that they never pile up. */
export const ring = (waiting: readonly Summary[], fresh: readonly Summary[], ways: Ways): void => {
  if (ways.sound && Date.now() - sounded >= pause) sound()
  if (ways.window) show(waiting, fresh)
}

/** Nobody waits any more: what is still on the screen would be stale. */
export const withdraw = (): void => {
  shown?.close()
  shown = null
}

/** To whoever waits alone, else to all of them. */
export const wayTo = ([first, ...others]: readonly Summary[]): Route => ({
  page: "inbox",
  view: "needs_person",
  conversation: first && !others.length ? first.conversation : null,
})

/** Who waits, in a line. */
export const titleOf = ([first, ...others]: readonly Summary[]): string =>
  first && !others.length ? words.one(visitorName(first)) : words.several(others.length + 1)

const show = (waiting: readonly Summary[], fresh: readonly Summary[]): void => {
  const [newest] = fresh
  if (!newest) return
  const alone = waiting.length === 1
  const body = alone ? (newest.last?.text ?? newest.subject ?? "") : fresh.map(visitorName).join(", ")
  display(titleOf(waiting), body, () => go(wayTo(waiting)))
}

export const display = (title: string, body: string, onPick: () => void): void => {
  withdraw()
  const made = new Notification(title, { body, tag: "chatref" })
  made.onclick = () => {
    window.focus()
    onPick()
    made.close()
  }
  shown = made
}

/** Two short tones. A browser that has not been touched yet keeps silent. */
export const sound = (): void => {
  sounded = Date.now()
  audio ??= new AudioContext()
  for (const [pitch, after] of [
    [660, 0],
    [880, 0.14],
  ] as const)
    tone(audio, pitch, audio.currentTime + after)
}

const tone = (on: AudioContext, pitch: number, at: number): void => {
  const source = on.createOscillator()
  const volume = on.createGain()
  source.frequency.value = pitch
  volume.gain.setValueAtTime(0.0001, at)
  volume.gain.exponentialRampToValueAtTime(0.12, at + 0.02)
  volume.gain.exponentialRampToValueAtTime(0.0001, at + 0.22)
  source.connect(volume).connect(on.destination)
  source.start(at)
  source.stop(at + 0.24)
}
