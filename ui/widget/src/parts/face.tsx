import type { Actor, Person } from "@chatref/shared/wire"

const COLOURS = 8

/** None where the site introduces people without theirs. */
export function Face({ of }: { of: Person | Actor }) {
  if (!of.initials) return null
  return (
    <span class="face" data-colour={(of.colour ?? 0) % COLOURS} aria-hidden="true">
      {of.initials}
    </span>
  )
}
