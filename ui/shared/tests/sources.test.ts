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

test("what the team wrote itself opens on the desk, and nothing that only looks so does (P17)", () => {
  const address = "/answers/0b5f0d3e-6a3c-4f0e-9d5c-2f6f0c1a7b11"
  expect(shown({ title: "Zebras", address }).link).toBe(address)
  for (const other of [`/${address}`, `${address}/x`, "/answers/../inbox", "//answers.example/1"]) {
    expect(shown({ title: "Zebras", address: other }).link).toBeNull()
  }
})

test("a document without a title goes by its address", () => {
  expect(shown({ title: "", address: "policies/refunds.txt" }).title).toBe("policies/refunds.txt")
})

test("a heading is not said twice", () => {
  expect(shown({ title: "Refunds", address: "refunds.md", heading: "Refunds" }).heading).toBeNull()
})
