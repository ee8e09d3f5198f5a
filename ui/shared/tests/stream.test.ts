import { beforeEach, describe, expect, test } from "vitest"
import { type Connection, type Frame, pause, Stream, type Wire } from "../src/stream.ts"
import { FakeClock } from "./fake_clock.ts"

class FakeWire implements Wire {
  sent: Frame[] = []
  closed = false
  onopen: ((event: Event) => unknown) | null = null
  onmessage: ((event: MessageEvent<string>) => unknown) | null = null
  onclose: ((event: CloseEvent) => unknown) | null = null

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Frame)
  }

  close(): void {
    this.closed = true
  }

  opens(): void {
    this.onopen?.(new Event("open"))
  }

  breaks(): void {
    this.onclose?.(new CloseEvent("close"))
  }

  says(frame: Frame): void {
    this.onmessage?.(new MessageEvent("message", { data: JSON.stringify(frame) }))
  }
}

let clock: FakeClock
let wires: FakeWire[]
let seen: Connection[]
let received: Frame[]
let polls: number
let reachable: boolean

beforeEach(() => {
  clock = new FakeClock()
  wires = []
  seen = []
  received = []
  polls = 0
  reachable = true
})

function stream(): Stream<Frame> {
  return new Stream({
    clock,
    connect: () => {
      const wire = new FakeWire()
      wires.push(wire)
      return wire
    },
    greet: () => ({ t: "hello" }),
    catchUp: () => [{ t: "follow" }],
    beat: () => ({ t: "beat" }),
    receive: frame => received.push(frame),
    changed: connection => seen.push(connection),
    poll: async () => {
      polls += 1
      if (!reachable) throw new Error("unreachable")
    },
  })
}

const last = () => wires.at(-1) as FakeWire

function connected(): Stream<Frame> {
  const line = stream()
  line.start()
  last().opens()
  last().says({ t: "events" })
  return line
}

test("greets with what it has seen, and is live once the server has spoken", () => {
  const line = stream()
  line.start()
  last().opens()
  expect(last().sent).toEqual([{ t: "hello" }])
  expect(line.connection).toBe("connecting")
  last().says({ t: "events" })
  expect(line.connection).toBe("live")
  expect(received).toEqual([{ t: "events" }])
})

test("beats every 20 s", async () => {
  connected()
  await clock.pass(19_999)
  expect(last().sent).toHaveLength(1)
  await clock.pass(1)
  expect(last().sent.at(-1)).toEqual({ t: "beat" })
})

test("45 s of silence is stale, shown as such, and dialled again (F25)", async () => {
  const line = connected()
  await clock.pass(44_999)
  expect(line.connection).toBe("live")
  await clock.pass(1)
  expect(seen).toEqual(["live", "stale"])
  expect(wires).toHaveLength(2)
  expect(wires[0]?.closed).toBe(true)
  last().opens()
  last().says({ t: "events" })
  expect(line.connection).toBe("live")
})

test("a server that beats is never stale", async () => {
  const line = connected()
  for (let beat = 0; beat < 10; beat += 1) {
    await clock.pass(20_000)
    last().says({ t: "beat" })
  }
  expect(line.connection).toBe("live")
  expect(wires).toHaveLength(1)
})

test("comes back after a lost line, each time a little later", async () => {
  connected()
  last().breaks()
  expect(seen).toEqual(["live", "stale"])
  await clock.pass(375)
  expect(wires).toHaveLength(2)
  last().breaks()
  await clock.pass(749)
  expect(wires).toHaveLength(2)
  await clock.pass(1)
  expect(wires).toHaveLength(3)
})

test("the pause doubles up to half a minute, and is spread by half", () => {
  expect(pause(1, 1)).toBe(500)
  expect(pause(2, 1)).toBe(1_000)
  expect(pause(20, 1)).toBe(30_000)
  expect(pause(20, 0)).toBe(15_000)
})

describe("waking", () => {
  test("asks for what came meanwhile (F24)", () => {
    const line = connected()
    line.wake()
    expect(last().sent.at(-1)).toEqual({ t: "follow" })
    expect(wires).toHaveLength(1)
  })

  test("does not trust a line that gives no answer (F24)", async () => {
    const line = connected()
    line.wake()
    last().says({ t: "events" })
    await clock.pass(4_000)
    expect(wires).toHaveLength(1)
    line.wake()
    await clock.pass(4_000)
    expect(seen.at(-1)).toBe("stale")
    await clock.pass(0)
    expect(wires).toHaveLength(2)
  })

  test("after a long sleep does not trust the old line", async () => {
    const line = connected()
    await clock.pass(46_000)
    const before = wires.length
    line.wake()
    await clock.pass(0)
    expect(wires.length).toBe(before + 1)
  })

  test("does not wait out the pause", async () => {
    const line = connected()
    last().breaks()
    line.wake()
    await clock.pass(0)
    expect(wires).toHaveLength(2)
  })
})

describe("where a socket can't be had", () => {
  async function hopeless(): Promise<Stream<Frame>> {
    const line = stream()
    line.start()
    for (let attempt = 0; attempt < 3; attempt += 1) {
      last().breaks()
      await clock.pass(1_500)
    }
    return line
  }

  test("asks after N, and goes on trying", async () => {
    const line = await hopeless()
    expect(line.connection).toBe("polling")
    const before = polls
    await clock.pass(4_000)
    expect(polls).toBe(before + 1)
    last().opens()
    last().says({ t: "events" })
    expect(line.connection).toBe("live")
    const ended = polls
    await clock.pass(10_000)
    expect(polls).toBe(ended)
  })

  test("says so when the server can't be reached at all", async () => {
    reachable = false
    expect((await hopeless()).connection).toBe("offline")
  })

  test("a socket that opens and never speaks counts as lost", async () => {
    stream().start()
    last().opens()
    await clock.pass(10_500)
    expect(wires.length).toBeGreaterThan(1)
  })
})

test("a stopped stream stays silent", async () => {
  const line = connected()
  line.stop()
  await clock.pass(120_000)
  expect(wires).toHaveLength(1)
  expect(last().closed).toBe(true)
})
