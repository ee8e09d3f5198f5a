// @vitest-environment jsdom
import { empty, type View } from "@chatref/shared/reducer"
import type { Actor, Person } from "@chatref/shared/wire"
import { render } from "preact"
import { beforeEach, describe, expect, test } from "vitest"
import type { Screen } from "../src/chat.ts"
import { Header } from "../src/parts/header.tsx"
import { Thread } from "../src/parts/thread.tsx"
import { Typing } from "../src/parts/typing.tsx"
import { CALM } from "./desk.ts"

let root: HTMLElement

beforeEach(() => {
  document.body.innerHTML = "<div id=root></div>"
  root = document.getElementById("root") as HTMLElement
})

const person = { name: "Klara Rost", initials: "KR", colour: 1 }

/** What a desk tells of a talk with a teammate, of whom it tells so much. */
const talk = (who: Partial<Person>, joined: string): View => {
  const owner = who.name ? (who as Person) : null
  const actor: Actor = { kind: "teammate", ...who }
  const said = { type: "message", vseq: 1, at: "2026-11-23T09:00:00Z", note: false, answer: null } as const
  const plain = { ...said, citations: [], byMail: false }
  return {
    ...empty("visitor", "c"),
    head: { ...CALM, stage: "assigned", owner },
    typing: { who: owner ?? "teammate", at: 0 },
    items: [
      { ...plain, number: 1, id: "a", from: { kind: "desk" }, text: joined, line: "joined", owner },
      { ...plain, number: 2, id: "b", from: actor, text: "Good day", line: null, owner: null },
    ],
  }
}

const draw = (view: View) => {
  const site = { name: "Foundry", initials: "F", opening: { open: true, text: "" } }
  const screen = { view, site } as unknown as Screen
  render(
    <>
      <Header screen={screen} close={() => {}} />
      <Thread view={view} />
      <Typing view={view} awaited={false} />
    </>,
    root,
  )
  return root.textContent ?? ""
}

describe("a person is shown as the desk tells of them (P11)", () => {
  test("with name and face", () => {
    const text = draw(talk(person, "Klara Rost has joined the conversation."))
    expect(text).toContain("You are talking to Klara Rost")
    expect(root.querySelectorAll(".face")).toHaveLength(4)
  })

  test("by name, without an empty disc in the place of a face", () => {
    const text = draw(talk({ name: person.name }, "Klara Rost has joined the conversation."))
    expect(text).toContain("Klara Rost is writing")
    expect(root.querySelectorAll(".face, .group.person")).toHaveLength(0)
    expect(root.querySelector(".logo")?.textContent).toBe("F")
  })

  test("as the team, also where the words that named somebody are kept back", () => {
    for (const joined of ["Somebody from the team has joined the conversation.", ""]) {
      const text = draw(talk({}, joined))
      expect(text).toContain("You are talking to the team")
      expect(text).toContain("The team is writing")
      expect(root.querySelector(".joined")?.textContent).toBe(joined || "The team joined")
      expect(root.querySelector(".speaker")?.textContent).toBe("The team")
    }
  })
})
