import { expect, test } from "vitest"
import { masked } from "../src/mask.ts"

test.each([
  ["A-00000", "10233", "A-10233"],
  ["A-00000", "a10233", "A-10233"],
  ["A-00000", "a-10233", "A-10233"],
  ["A-00000", "A-1", "A-1"],
  ["A-00000", "A-", "A-"],
  ["A-00000", "A", "A"],
  ["A-00000", "", ""],
  ["aa.0*", "xy7b", "XY.7B"],
  ["000 000", "123456", "123 456"],
])("P5: by the mask “%s” what is typed as “%s” becomes “%s”", (mask, typed, made) => {
  expect(masked(mask, typed)).toBe(made)
})

test.each(["banana", "A-102334", "A-1x", "no idea"])("P5: what does not fit, “%s”, stays as it is", typed => {
  expect(masked("A-00000", typed)).toBe(typed)
})

test("P5: what was made is made again as it is", () => {
  for (const typed of ["10233", "a1", "A-9"]) {
    const once = masked("A-00000", typed)
    expect(masked("A-00000", once)).toBe(once)
  }
})
