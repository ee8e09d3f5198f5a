import { expect, test } from "vitest"
import { createClient, Refusal, Silence } from "../src/client.ts"

function answering(status: number, body: string, kind = "application/json") {
  const headers = { "Content-Type": kind }
  return createClient({ fetch: async () => new Response(body, { status, headers }) })
}

test("an answer is its JSON", async () => {
  expect(await answering(200, '{"vseq": 3}').post("/x", {})).toEqual({ vseq: 3 })
})

test("a refusal keeps code, words and fields", async () => {
  const body =
    '{"status": 422, "code": "bad_input", "detail": "Look again.", "fields": {"sku": "Too short."}}'
  const refusal = await answering(422, body, "application/problem+json")
    .post("/x", {})
    .catch((error: unknown) => error)
  expect(refusal).toBeInstanceOf(Refusal)
  expect(refusal).toMatchObject({
    status: 422,
    code: "bad_input",
    message: "Look again.",
    fields: { sku: "Too short." },
  })
})

test("a gateway's error page is silence, not a refusal", async () => {
  const gateway = answering(502, "<h1>Bad gateway</h1>", "text/html")
  await expect(gateway.post("/x", {})).rejects.toBeInstanceOf(Silence)
})

test.each(["application/json", "application/problem+json"])(
  "an answer that is not what it says to be is silence (%s)",
  async kind => {
    const hotel = answering(kind.includes("problem") ? 403 : 200, "<h1>Please sign in</h1>", kind)
    await expect(hotel.post("/x", {})).rejects.toBeInstanceOf(Silence)
  },
)

test("a lost network is silence", async () => {
  const client = createClient({ fetch: () => Promise.reject(new TypeError("Failed to fetch")) })
  await expect(client.get("/x")).rejects.toBeInstanceOf(Silence)
})

test("a fault in our own code is not taken for silence", async () => {
  const client = createClient({ fetch: () => Promise.reject(new RangeError("ours")) })
  await expect(client.get("/x")).rejects.toBeInstanceOf(RangeError)
})
