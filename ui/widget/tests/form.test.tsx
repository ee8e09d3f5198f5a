// @vitest-environment jsdom
import { Refusal } from "@chatref/shared/client"
import { applyAll, empty } from "@chatref/shared/reducer"
import type { Field, WireEvent } from "@chatref/shared/wire"
import { render } from "preact"
import { beforeEach, describe, expect, test } from "vitest"
import type { Chat, Screen } from "../src/chat.ts"
import type { Sent } from "../src/letters.ts"
import { FormCard } from "../src/parts/form_card.tsx"

const field = (name: string, kind: Field["kind"], more: Partial<Field> = {}): Field => ({
  field: name,
  label: name,
  kind,
  required: true,
  value: null,
  inferred: false,
  ...more,
})

const FIELDS = [
  field("order_number", "order_number", { value: "A-10233", inferred: true }),
  field("sku", "text", { example: "5521" }),
  field("email", "email", { required: false }),
  field("reason", "choice", { choices: ["Wrong licence", "Changed my mind"], example: "Wrong licence" }),
]

let root: HTMLElement
let given: Record<string, string>[]
let tried: Record<string, number>[]
let skipped: number

beforeEach(() => {
  document.body.innerHTML = "<div id=root></div>"
  root = document.getElementById("root") as HTMLElement
  given = []
  tried = []
  skipped = 0
})

const chat = {
  giveDetails: (values: Record<string, string>, times: Record<string, number>) => {
    given.push(values)
    tried.push(times)
  },
  attach: async (field: string, file: File) => {
    if (!file.name.endsWith(".mov")) return `id of ${file.name}`
    const fields = { [field]: "A picture, please." }
    throw new Refusal({ status: 422, code: "bad_input", detail: "Look again.", fields })
  },
  skipDetails: () => {
    skipped += 1
  },
} as unknown as Chat

function draw(fields = FIELDS, letters: Sent[] = [], events: WireEvent[] = []): void {
  const screen = { letters, view: applyAll(empty("visitor"), events) } as unknown as Screen
  render(
    <FormCard chat={chat} screen={screen} form={{ action: "return", fields }} toComposer={() => {}} />,
    root,
  )
}

const input = (name: string) => root.querySelector(`[name=${name}]`) as HTMLInputElement
const settled = () => new Promise(resolve => setTimeout(resolve, 20))

async function type(name: string, text: string): Promise<void> {
  input(name).value = text
  input(name).dispatchEvent(
    new Event(input(name).tagName === "SELECT" ? "change" : "input", { bubbles: true }),
  )
  await settled()
}

async function pick(name: string): Promise<void> {
  Object.defineProperty(input("shot"), "files", { value: [new File(["x"], name)], configurable: true })
  input("shot").dispatchEvent(new Event("change", { bubbles: true }))
  await settled()
}

async function passOn(): Promise<void> {
  root.querySelector("form")?.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }))
  await settled()
}

describe("a form in the chat (P5)", () => {
  test("shows what was taken from the message, until it is changed", async () => {
    draw()
    expect(input("order_number").value).toBe("A-10233")
    expect(root.textContent).toContain("from your message")
    await type("order_number", "A-10234")
    expect(root.textContent).not.toContain("from your message")
  })

  test("has the keyboard and the autofill that fit", () => {
    draw()
    expect(input("email")).toMatchObject({ type: "email", autocomplete: "email" })
    expect(input("order_number").getAttribute("autocapitalize")).toBe("characters")
    expect(input("reason").tagName).toBe("SELECT")
  })

  test("passes on what was filled in, and what was confirmed", async () => {
    draw()
    await type("sku", "5521")
    await type("reason", "Wrong licence")
    await passOn()
    expect(given).toEqual([{ order_number: "A-10233", sku: "5521", reason: "Wrong licence" }])
  })

  test("asks once for what is missing, with an example, and then never keeps a visitor from a person", async () => {
    draw()
    await passOn()
    expect(given).toEqual([])
    expect(root.textContent).toContain("Please fill this in, for example 5521.")
    expect(root.textContent).not.toContain("for example Wrong licence")
    expect(input("sku").getAttribute("aria-invalid")).toBe("true")
    expect(document.activeElement).toBe(input("sku"))
    await passOn()
    expect(given).toEqual([{ order_number: "A-10233" }])
  })

  test("with nothing in it is skipped", async () => {
    draw([field("sku", "text")])
    await passOn()
    await passOn()
    expect([given, skipped]).toEqual([[], 1])
  })

  test("sends a file as soon as it is picked, and passes on its id", async () => {
    draw([field("shot", "file")])
    await pick("shot.png")
    await passOn()
    expect(given).toEqual([{ shot: "id of shot.png" }])
  })

  test("says why a file was not taken, and passes on what was tried (P7)", async () => {
    draw([field("shot", "file")])
    await pick("film.mov")
    expect(root.querySelector(".field-error")?.textContent).toBe("A picture, please.")
    await passOn()
    expect(given).toEqual([{ shot: "film.mov" }])
    await pick("shot.png")
    expect(root.querySelector(".field-error")).toBeNull()
  })

  test("says what was wrong with a value, beside the field", () => {
    const refusal = { code: "bad_input", message: "Look again.", fields: { sku: "An SKU has four digits." } }
    draw(FIELDS, [
      { command: { kind: "give_details", values: {} }, state: "refused", refusal } as unknown as Sent,
    ])
    const id = input("sku").getAttribute("aria-describedby")?.split(" ")[0] ?? ""
    expect(document.getElementById(id)?.textContent).toBe("An SKU has four digits.")
  })

  test("says how often a value was refused, whichever process refused it (P5)", async () => {
    const refusal = { code: "bad_input", message: "Look again.", fields: { sku: "An SKU has four digits." } }
    const letter = { command: { kind: "give_details", values: {} }, state: "refused", refusal }
    draw(FIELDS, [letter as unknown as Sent])
    await type("sku", "99999")
    await type("reason", "Wrong licence")
    await passOn()
    await passOn()
    expect(tried).toEqual([{ sku: 1 }, { sku: 2 }])
  })

  test("what was understood from the visitor's words is shown above, and not asked for", () => {
    draw(FIELDS.slice(1), [], [told(1, "order", "A-10233", "assistant")])
    expect(root.querySelector(".taken-list")?.textContent).toBe("A-10233 from your message")
  })

  test("what was accepted already is not passed on twice", async () => {
    draw(FIELDS.slice(0, 2), [], [told(1, "order_number", "A-10233", "visitor")])
    await type("sku", "5521")
    await passOn()
    expect(given).toEqual([{ sku: "5521" }])
  })
})

function told(vseq: number, name: string, value: string, by: string): WireEvent {
  const after = {
    stage: "collecting",
    epoch: 2,
    turn: 1,
    rev: 1,
    episode: 1,
    owner: null,
    paused: false,
  } as const
  const at = "2026-11-22T11:00:00.000Z"
  return {
    kind: "detail_given",
    vseq,
    at,
    actor: { kind: "visitor" },
    after,
    field: name,
    value,
    by,
    verified: true,
  }
}
