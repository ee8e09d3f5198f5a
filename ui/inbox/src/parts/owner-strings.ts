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
  secret: {
    title: "Signing secret",
    text: "Your server checks with it that a call is from this desk (Standard Webhooks). It is one for all calls.",
    show: "Show the secret",
    label: "Signing secret",
    copy: "Copy",
    copied: "Copied",
    renew: "Make another one",
    renewTitle: "Make another signing secret?",
    renewText:
      "The old one signs nothing from that moment on: calls fail until your server knows the new one.",
    renewed: "From now on the new secret signs.",
  },
  gone: "This is not here any more",
  goneText: "It was deleted, or the link is old.",
} as const
