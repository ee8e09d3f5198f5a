import type { Detail } from "@chatref/shared/inbox-wire"
import { expect, test } from "vitest"
import { askedAgain } from "../src/thread/known.ts"

const detail = (label: string, value: string | null): Detail => ({
  field: label,
  label,
  value,
  by: "visitor",
  verified: true,
})
const details = [detail("Order number", "A-10233"), detail("SKU", null)]

test.each([
  "Please send me your order number.",
  "Hello! What is the ORDER NUMBER?",
  "One thing is missing: your order-number?",
])("P7: “%s” asks for what was given", text => {
  expect(askedAgain(text, details)?.value).toBe("A-10233")
})

test.each([
  "I have your order number in front of me.",
  "Is A-10233 the right order number?",
  "What is the SKU?",
  "Which orders? Number them, please.",
  "",
])("P7: “%s” does not", text => {
  expect(askedAgain(text, details)).toBeNull()
})
