import { plural } from "../strings.ts"

/** What every page of the owner says. */
export const ownerStrings = {
  changed: "Unsaved changes",
  save: "Save",
  saving: "Saving …",
  discard: "Discard",
  discarded: "Your changes are gone",
  undo: "Undo",
  kept: "These changes are from an earlier visit.",
  wrong: (count: number) => `${plural(count, "field needs", "fields need")} your eye`,
  show: "Show",
  unsaved: "not saved",
  conflict: (who: string, version: number) => `${who} saved version ${version} meanwhile`,
  conflictText: "Your draft is kept. Saving it puts it over theirs.",
  somebody: "Somebody",
  mine: "Go on with mine",
  theirs: "Take theirs",
  gone: "This is not here any more",
  goneText: "It was deleted, or the link is old.",
} as const
