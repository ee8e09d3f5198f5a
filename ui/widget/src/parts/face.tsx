import type { Actor, Person } from "@chatref/shared/wire"

const COLOURS = 8

export function Face({ of }: { of: Person | Actor }) {
  return (
    <span class="face" data-colour={(of.colour ?? 0) % COLOURS} aria-hidden="true">
      {of.initials ?? of.name?.slice(0, 1)}
    </span>
  )
}
