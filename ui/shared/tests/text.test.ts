import { describe, expect, test } from "vitest"
import { read, safeAddress } from "../src/text.ts"

const links = (text: string) =>
  read(text)
    .flatMap(block => (block.type === "paragraph" ? block.spans : block.items.flat()))
    .filter(span => span.type === "link")

test("paragraphs, lists, bold and code are understood", () => {
  expect(read("One **bold** word\n\n- first `x`\n- second")).toEqual([
    {
      type: "paragraph",
      spans: [
        { type: "text", text: "One " },
        { type: "strong", text: "bold" },
        { type: "text", text: " word" },
      ],
    },
    {
      type: "list",
      ordered: false,
      items: [
        [
          { type: "text", text: "first " },
          { type: "code", text: "x" },
        ],
        [{ type: "text", text: "second" }],
      ],
    },
  ])
})

test("markup stays text", () => {
  expect(read("<img src=x onerror=alert(1)>")).toEqual([
    { type: "paragraph", spans: [{ type: "text", text: "<img src=x onerror=alert(1)>" }] },
  ])
})

describe("links", () => {
  test("lose the full stop that ends the sentence", () => {
    expect(links("See https://shop.example/a.")).toEqual([
      { type: "link", text: "https://shop.example/a", address: "https://shop.example/a" },
    ])
  })

  test("may have a name", () => {
    expect(links("See [the page](https://shop.example/a)")).toMatchObject([{ text: "the page" }])
  })

  test.each(["javascript:alert(1)", "data:text/html,x", "//shop.example", "file:///etc/passwd", " "])(
    "%s is not followed",
    address => {
      expect(safeAddress(address)).toBeNull()
      expect(links(`[x](${address})`)).toEqual([])
    },
  )
})
