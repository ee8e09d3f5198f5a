import { QueryClient, QueryObserver } from "@tanstack/react-query"
import { expect, test } from "vitest"
import { readAgain } from "../src/read-again.ts"

test("news that come while the first read is on its way are read", async () => {
  const queries = new QueryClient()
  const answers: ((waiting: number) => void)[] = []
  const asked = { queryKey: ["count"], queryFn: () => new Promise<number>(answer => answers.push(answer)) }
  const observer = new QueryObserver(queries, asked)
  const leave = observer.subscribe(() => undefined)
  const read = readAgain(queries, ["count"])
  await expect.poll(() => answers.length).toBe(2)
  answers[1]?.(1)
  answers[0]?.(0)
  await read
  expect(observer.getCurrentResult().data).toBe(1)
  leave()
})
