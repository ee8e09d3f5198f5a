import { expect, test } from "vitest"
import { choose, LANGUAGES } from "../src/strings/choose.ts"
import { en } from "../src/strings/en.ts"

test("at least ten languages are complete", async () => {
  expect(LANGUAGES.length).toBeGreaterThanOrEqual(10)
  for (const language of LANGUAGES) {
    const { strings } = await choose([language])
    expect(Object.keys(strings)).toEqual(Object.keys(en))
    expect(Object.values(strings).filter(words => words === "")).toEqual([])
  }
})

test.each(["talkingTo", "writing", "joined"] as const)("%s says the name in every language", async key => {
  for (const language of LANGUAGES)
    expect((await choose([language])).strings[key]("Klara")).toContain("Klara")
})

test("the first wish that there is wins, with its own way of writing times", async () => {
  expect(await choose(["xx", "de-AT", "en"])).toMatchObject({ language: "de-AT", direction: "ltr" })
  expect(await choose(["en-GB", "de"])).toMatchObject({ language: "en-GB", strings: en })
  expect(await choose(["ar-EG"])).toMatchObject({ direction: "rtl" })
  expect(await choose(["xx"])).toMatchObject({ language: "en", strings: en })
})
