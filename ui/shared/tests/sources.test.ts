import { expect, test } from "vitest"
import { shown } from "../src/sources.ts"

test("a page opens where it is, with the heading that it was found under", () => {
  const page = { title: "Refunds", address: "https://help.example/refunds", heading: "Within 14 days" }
  expect(shown(page)).toMatchObject({
    title: "Refunds",
    heading: "Within 14 days",
    link: "https://help.example/refunds",
  })
})

test("what has no web address is named and opens nothing (P1)", () => {
  for (const address of ["policies/refunds.md", "file:///home/olga/refunds.md", "javascript:alert(1)"]) {
    expect(shown({ title: "Refunds", address })).toMatchObject({ title: "Refunds", link: null })
  }
})

test("a document without a title goes by its address", () => {
  expect(shown({ title: "", address: "policies/refunds.txt" }).title).toBe("policies/refunds.txt")
})

test("a heading is not said twice", () => {
  expect(shown({ title: "Refunds", address: "refunds.md", heading: "Refunds" }).heading).toBeNull()
})
