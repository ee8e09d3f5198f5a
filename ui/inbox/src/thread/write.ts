import type { Mode } from "./draft.ts"

/** The composer listens, since it alone knows its modes and its field. */
export const write = (mode: Mode) => dispatchEvent(new CustomEvent("chatref:write", { detail: mode }))
