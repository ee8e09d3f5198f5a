import { plural } from "../strings.ts"
import { reasons } from "../words.ts"

const number = new Intl.NumberFormat()
const counted = (count: number, one: string, many: string) =>
  `${number.format(count)} ${count === 1 ? one : many}`

/** The texts of what an owner looks at before a draft holds. */
export const beforeStrings = {
  text: "The draft as it stands on this page, saved or not. Nothing is stored and nothing is sent.",
  number: (count: number) => number.format(count),
  check: {
    title: "Go-live check",
    ok: "Ready to go live: every rule has words to say, and a team with people and opening hours.",
    fatal: (count: number) => `${count} must be mended`,
    advice: (count: number) => `${count} should be looked at`,
  },
  tests: {
    title: "Test cases",
    text: "They run with what holds now, after each save.",
    counts: (pass: number, fail: number) => `${number.format(pass)} pass, ${number.format(fail)} fail`,
    waiting: (count: number) => `${plural(count, "was", "were")} not run yet`,
    none: "There is no test case yet.",
    show: "Show the test cases",
    add: "Keep one",
  },
  simulator: {
    title: "Past conversations",
    text: "What the draft would have made of conversations that were. Each is followed to its first handoff.",
    days: "How far back",
    span: (days: number) => `${days} days`,
    run: (days: number) => `Try on the last ${days} days`,
    running: "Looking at past conversations …",
    way: (done: number, of: number) =>
      `${number.format(done)} of ${counted(of, "conversation", "conversations")} looked at, ${number.format(of - done)} left`,
    failed: "This did not work, and what you see is from before.",
    old: "The draft has changed since. Try it again.",
    empty: (days: number) => `Nobody wrote in the last ${days} days, so there is nothing to try on.`,
    looked: (conversations: number, turns: number, days: number) =>
      `${counted(conversations, "conversation", "conversations")}, ${counted(turns, "turn", "turns")} of the last ${days} days`,
    bounded: "These are the latest; more of them takes “chatref simulate”.",
    now: "Handoffs a week now",
    draft: "with the draft",
    inAll: (count: number) => `${number.format(count)} in all`,
    same: "Nothing changes: each conversation comes to a person as it did, or does not.",
  },
  changes: {
    label: "What changes",
    new: "newly to a person",
    gone: "no longer",
    sooner: "sooner",
    later: "later",
    otherwise: "otherwise",
    other_team: "another team",
  },
  list: {
    title: "Conversations that change",
    first: (shown: number, all: number) =>
      `The first ${number.format(shown)} of ${number.format(all)} are listed.`,
    none: "None of these is among those listed so far.",
    next: (left: number) => `List the next ones (${number.format(left)} left)`,
    fetching: "Looking again …",
    whole: (count: number) => `Show all ${number.format(count)}`,
    now: "Now",
    draft: "Draft",
    stays: "the assistant goes on",
    turn: (turn: number) => `at turn ${turn}`,
    moved: {
      new: "newly to a person",
      gone: "no longer to a person",
      sooner: (turns: number) => `${plural(turns, "turn", "turns")} sooner`,
      later: (turns: number) => `${plural(turns, "turn", "turns")} later`,
      otherwise: "by another rule",
      other_team: "to another team",
    },
    open: "Open the conversation",
  },
  by: {
    title: "Handoffs a week by rule",
    rule: "Rule",
    cause: (name: string) => reasons[name],
    always: "always on",
    now: "Now",
    draft: "Draft",
  },
  week: {
    title: "The week",
    text: "Handoffs of the draft in a usual week, by the hour, on the clock of their team.",
    small: (count: number) => (count < 0.1 ? "·" : number.format(count)),
    day: "Day",
    days: ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"],
    shut: (count: number) => `${counted(count, "comes", "come")} a week while the team is closed`,
    noneShut: "All of them come while their team is open.",
    cell: (day: string, hour: number, draft: number, now: number, shut: number, closed: boolean) =>
      `${day} ${hour}:00: ${number.format(draft)} a week, now ${number.format(now)}${shut && !closed ? `; ${number.format(shut)} while closed` : ""}${closed ? "; closed" : ""}`,
    closed: "closed",
    away: "comes while closed",
  },
  teams: {
    title: "Teams",
    team: "Team",
    text: "Shifts are not known here: everybody in a team counts for all of its open hours.",
    people: "People",
    open: (hours: number) => `${number.format(hours)} h a week`,
    hour: (count: number) => `${number.format(count)} an open hour`,
    week: "A week now",
    draft: "with the draft",
    each: "each",
    shut: "while closed",
    nobody: "nobody is in it",
  },
  unmeasured: (intent: string, turns: number) =>
    `“${intent}” was not measured in ${counted(turns, "turn", "turns")}; there it counts as not meant.`,
} as const
