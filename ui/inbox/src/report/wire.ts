export type WaitFigures = {
  waits: number
  median: number | null
  nine_of_ten: number | null
  at_least: boolean
}
export type Group = {
  name: string
  label: string
  figures: Partial<Record<string, number>>
  first_wait: WaitFigures
  longest_later_wait: WaitFigures
}
export type Report = {
  first_day: string
  last_day: string
  zone: string
  as_of: string
  whole: Group
  by: Partial<Record<string, Group[]>>
  cut: Partial<Record<string, number>>
  sites: { id: string; name: string }[]
  teams: { id: string; name: string }[]
}
export type Found = {
  conversation: string
  seq: number
  at: string
  ended_at: string | null
  subject: string
  visitor: string
  reason: string | null
  rule: string | null
  team: string | null
  tags: string[]
  outcome: string | null
  ending: string | null
  lesson: string | null
  first_wait: number | null
  missed: boolean
}
export type FoundPage = { count: number; rows: Found[]; after: number | null }
