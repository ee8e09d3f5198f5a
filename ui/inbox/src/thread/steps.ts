import type { Handoff, Step } from "@chatref/shared/inbox-wire"
import { strings } from "../strings.ts"

export const progressIn = ({ playbook }: Handoff): string | null =>
  playbook.length
    ? strings.playbook.progress(playbook.filter(({ done }) => done).length, playbook.length)
    : null

/** What the visitor must have been told before the case is closed as answered, and was not. */
export const untoldIn = (handoff: Handoff | null): Step[] =>
  handoff && handoff.outcome === null ? handoff.playbook.filter(({ confirm, done }) => confirm && !done) : []
