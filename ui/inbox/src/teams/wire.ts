import type { HoursView, Span, Strategy, TeammateRow, TeamRow } from "@chatref/shared/served"

export type { Span, Strategy, TeammateRow as Teammate, TeamRow as Team }

/** As the server tells them: nothing is left out. */
export type Hours = Required<HoursView>
export type Week = Span[][]
