import type { LessonsPart, Route } from "../route.ts"

export const lessonAt = (part: LessonsPart, open: string | null): Extract<Route, { page: "lessons" }> => ({
  page: "lessons",
  part,
  open,
})

/** The thread, wherever its conversation stands now. */
export const threadAt = (conversation: string): Route => ({ page: "inbox", view: "resolved", conversation })
