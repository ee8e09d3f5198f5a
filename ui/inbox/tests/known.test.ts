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

const more = [detail("Bestellnummer", "A-10188"), detail("Correo electrónico", "nora@example.com")]

test.each([
  ["Could you tell me your order number?", "A-10188"],
  ["Bitte nennen Sie mir Ihre Bestellnummer.", "A-10188"],
  ["Pouvez-vous m'envoyer votre numéro de commande ?", "A-10188"],
  ["¿Cuál es su número de pedido?", "A-10188"],
  ["Qual é o número da encomenda?", "A-10188"],
  ["Mi serve il numero d'ordine.", "A-10188"],
  ["What is your e-mail?", "nora@example.com"],
  ["Wie lautet Ihre E-Mail-Adresse?", "nora@example.com"],
  ["Indichi la posta elettronica, per favore.", "nora@example.com"],
])("P7: in six languages, whichever the label is in: “%s”", (text, value) => {
  expect(askedAgain(text, more)?.value).toBe(value)
})

test.each([
  "Ihre Bestellnummer liegt mir vor.",
  "Votre numéro de commande est là, tout va bien.",
  "Ho il suo numero d'ordine.",
  "We e-mailed you. Did it arrive?",
])("P7: and not by “%s”", text => {
  expect(askedAgain(text, more)).toBeNull()
})
