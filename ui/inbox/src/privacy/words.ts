/** What other pages say of this one: loaded with them. */
export const privacyWords = {
  place: "What is kept",
  setup: "Setting up",
  erase: "Erase…",
}
