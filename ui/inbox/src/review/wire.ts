import type { Handoff } from "@chatref/shared/inbox-wire"

export const lessons = ["person_needed", "needed_sooner", "content_missing", "needless"] as const
/** What the team says of a handoff: could the assistant have done it? */
export type Lesson = (typeof lessons)[number]

export type Ended = Handoff & { outcome?: string | null; lesson?: Lesson | null }
