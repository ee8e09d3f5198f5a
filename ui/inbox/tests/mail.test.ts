import { apply, empty } from "@chatref/shared/reducer"
import type { BinRow, MailView, ThreadMail } from "@chatref/shared/served"
import { describe, expect, test } from "vitest"
import { deadIn, fateOf, lastAnswer, lastPost } from "../src/mail/fate.ts"
import { afterThem, conversationIn, nextTo, ofSender } from "../src/mail/where.ts"
import {
  from,
  missingIn,
  providerOf,
  replyWay,
  same,
  threadAddress,
  tripOf,
  wantedOf,
} from "../src/mail-account/draft.ts"
import { at, event, klara } from "./cast.ts"

const server = {
  host: "",
  port: null,
  security: "starttls",
  user: "",
  kept: false,
  allow_private: false,
} as const
const unset: MailView = {
  version: 0,
  on: false,
  sender: "",
  reply: "",
  smtp: server,
  way_in: "none",
  imap: { ...server, security: "tls", folder: "INBOX" },
  hooked: false,
  test: null,
  sending: null,
  receiving: null,
  read_at: null,
}

describe("the owner's mail account", () => {
  const wanted = { ...wantedOf(unset), sender: "support@shop.example" }

  test("what a visitor answers to is shown before there is a conversation", () => {
    expect(threadAddress(wanted)).toBe("support+k7d2…@shop.example")
    expect(threadAddress({ ...wanted, reply: "*@reply.shop.example" })).toBe("k7d2…@reply.shop.example")
    expect(threadAddress({ ...wanted, sender: "" })).toBeNull()
    expect(["", "x@y.example", "*@y.example"].map(replyWay)).toEqual(["plus", "other", "any"])
  })

  test("a provider fills in both servers, and the way in", () => {
    const filled = from("fastmail", wanted)
    expect(providerOf(filled)).toBe("fastmail")
    expect(filled).toMatchObject({
      smtp: { host: "smtp.fastmail.com", security: "tls", user: "support@shop.example" },
      imap: { host: "imap.fastmail.com", user: "support@shop.example" },
      way_in: "imap",
    })
    expect(missingIn(filled)).toEqual([])
  })

  test("what is missing is named where it stands", () => {
    const places = (more: object) => missingIn({ ...wantedOf(unset), ...more }).map(({ at }) => at)
    expect(places({})).toEqual(["sender", "smtp.host"])
    expect(places({ way_in: "imap", reply: "*@" })).toEqual(["sender", "reply", "smtp.host", "imap.host"])
  })

  test("a password that was written is a change, the version that somebody else saved is none", () => {
    const before = wantedOf(unset)
    expect(same(before, { ...before, based_on: 7 })).toBe(true)
    expect(same(before, { ...before, smtp: { ...before.smtp, password: "secret" } })).toBe(false)
  })

  test.each([
    [{ test: null }, null],
    [{ test: { sent_at: at(0), back_at: null, why: "No." } }, { at: "failed", why: "No." }],
    [{ test: { sent_at: at(0), back_at: at(4), why: "" } }, { at: "back", seconds: 4 }],
    [{ test: { sent_at: at(0), back_at: null, why: "" } }, { at: "sent" }],
    [
      { way_in: "imap", test: { sent_at: at(0), back_at: null, why: "" } },
      { at: "under way", seconds: 9 },
    ],
    [{ way_in: "imap", test: { sent_at: at(-200), back_at: null, why: "" } }, { at: "late" }],
  ] as const)("how far a test mail is: %j", (held, trip) => {
    expect(tripOf({ ...unset, ...held }, Date.parse(at(9)))).toEqual(trip)
  })
})

describe("the mail bin", () => {
  const mails = ["a", "b", "c"].map(id => ({ id, automatic: false }) as BinRow)

  test("keys walk it, and what is handled makes room for the next", () => {
    expect([
      nextTo(mails, null, 1),
      nextTo(mails, "a", 1),
      nextTo(mails, "a", -1),
      nextTo([], null, 1),
    ]).toEqual(["a", "b", "a", null])
    expect([afterThem(mails, ["b"]), afterThem(mails, ["c"]), afterThem(mails.slice(0, 1), ["a"])]).toEqual([
      "c",
      "b",
      null,
    ])
    expect([afterThem(mails, ["a", "b"]), afterThem(mails, ["b", "c"]), afterThem(mails, ["gone"])]).toEqual([
      "c",
      "a",
      "a",
    ])
    const machine = { id: "m", automatic: true } as BinRow
    expect([afterThem([...mails, machine], ["c"]), afterThem([...mails, machine], ["m"])]).toEqual([
      "b",
      null,
    ])
  })

  test("mails of one sender go together, but for those that nobody has to sort", () => {
    const from = (id: string, from_address: string, automatic = false) =>
      ({ id, from_address, automatic }) as BinRow
    const one = from("a", "spam@x.example")
    const rows = [
      from("b", "spam@x.example"),
      one,
      from("c", "sam@home.example"),
      from("d", "spam@x.example", true),
    ]
    expect(ofSender(rows, one)).toEqual(["a", "b"])
    const nameless = from("e", "")
    expect(ofSender([nameless, from("f", "")], nameless)).toEqual(["e"])
  })

  test("a conversation is named by an address of the inbox or by its number", () => {
    const id = "0190e0a1-5b1c-7d3e-8f00-000000000001"
    expect(conversationIn(`https://desk.example/inbox/mine/${id}?tag=x`)).toBe(id)
    expect(conversationIn(id.toUpperCase())).toBe(id)
    expect(conversationIn("the one of Vera")).toBeNull()
  })
})

describe("under the last answer of a teammate", () => {
  const events = [
    event(1, "visitor_wrote", { message: "1", text: "Hello", actor: { kind: "visitor" } }),
    event(2, "teammate_replied", { message: "2", text: "Good day", actor: { ...klara, kind: "teammate" } }),
    event(3, "note_written", { message: "3", text: "Hm", actor: { ...klara, kind: "teammate" } }),
    event(4, "visitor_wrote", { message: "4", text: "Re", route: "email", actor: { kind: "visitor" } }),
  ]
  const view = events.reduce(apply, empty("team", "c"))
  const answer = lastAnswer(view)
  const row = { seq: 2, unless_seen: true, at: at(9), to: "vera@vines.example", why: "No such mailbox." }
  const mail = (more: object): ThreadMail => ({ address: null, seen: null, mailed: [], arrived: [], ...more })
  const fate = (more: object) => answer && fateOf({ ...answer, vseq: 2 }, mail(more))

  test("the answer is the last that the visitor reads, and a message says that it came by mail", () => {
    expect(answer?.number).toBe(2)
    expect(view.items.map(item => item.type === "message" && item.byMail)).toEqual([
      false,
      false,
      false,
      true,
    ])
  })

  test("what did not arrive can go again: answers, and not what the desk said (P13)", () => {
    const said = event(5, "desk_said", {
      message: "5",
      text: "One moment.",
      line: "progress",
      actor: { kind: "desk" },
    })
    const failed = event(6, "answer_undelivered", {
      answers: [2],
      address: "",
      why: "",
      owed: true,
      actor: { kind: "desk" },
    })
    const whole = [said, failed].reduce(apply, view)
    const dead = (seq: number, state = "dead") => ({ ...row, seq, state })
    expect(deadIn(whole, mail({ mailed: [dead(2), dead(5), dead(9)] }))).toEqual([2])
    expect(deadIn(whole, mail({ mailed: [dead(2, "sent")] }))).toEqual([])
    expect([lastPost(view), lastPost(whole)]).toEqual([null, 6])
  })

  test("what became of it, most urgent first (F2)", () => {
    const seen = { vseq: 2, at: at(8) }
    expect(fate({})).toBeNull()
    expect(fate({ seen })).toEqual({ is: "seen", at: at(8) })
    expect(fate({ seen: { ...seen, vseq: 1 } })).toBeNull()
    expect(fate({ mailed: [{ ...row, state: "due" }] })).toEqual({ is: "due", at: at(9), unlessSeen: true })
    expect(fate({ seen, mailed: [{ ...row, state: "due" }] })).toEqual({ is: "seen", at: at(8) })
    expect(fate({ seen, mailed: [{ ...row, state: "sent" }] })).toMatchObject({ is: "mailed", seen: at(8) })
    expect(fate({ seen, mailed: [{ ...row, state: "dead" }] })).toEqual({
      is: "dead",
      why: "No such mailbox.",
    })
    expect(fate({ mailed: [{ ...row, state: "over" }] })).toBeNull()
  })
})
