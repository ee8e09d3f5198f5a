import type { Summary } from "@chatref/shared/inbox-wire"

type Tone = "calm" | "soon" | "late"
type Ring = { tone: Tone; share: number; text: string }

type Owed = NonNullable<Summary["owed"]>

/** Debts of people, and of details a person waits for; the others run without a clock on the screen. */
const shown = new Set(["rung", "reply", "acceptance", "detail"])
const soonFrom = 2 / 3

/** The clock of what is owed: how much of its time is gone, how urgent that is, and the time left or over. */
export const ringOf = (owed: Owed | null, now: number): Ring | null => {
  if (!owed?.due_at || !shown.has(owed.debt)) return null
  const due = Date.parse(owed.due_at)
  const since = Date.parse(owed.since)
  const share = due > since ? Math.min(1, Math.max(0, (now - since) / (due - since))) : 1
  return { tone: toneOf(share, now >= due), share, text: span(Math.abs(due - now)) }
}

const toneOf = (share: number, late: boolean): Tone => (late ? "late" : share >= soonFrom ? "soon" : "calm")

/** “0:34” under an hour, then “2 h”, then “3 d”. */
export const span = (milliseconds: number): string => {
  const seconds = Math.floor(milliseconds / 1000)
  if (seconds < 3600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`
  if (seconds < 86_400) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} d`
}
