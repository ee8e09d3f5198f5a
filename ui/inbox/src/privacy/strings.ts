const many = (count: number, one: string, more: string) =>
  `${count.toLocaleString()} ${count === 1 ? one : more}`
const conversations = (count: number) => many(count, "conversation", "conversations")
const listed = (parts: readonly string[]) => parts.join(parts.length > 2 ? ", " : " and ")

export const privacyStrings = {
  title: "What is kept",
  text: "How long conversations stay here, and what was deleted. Nothing that is deleted can be had back.",
  byItself: {
    title: "Deleting by itself",
    label: "Delete conversations after their end",
    text: "With all that was written, noted and learned in them, and with their visitor once nothing else is left. Figures of reports stay.",
    days: "Days after the end",
    daysHelp: "1 to 3,650. A conversation that goes on, or has begun anew, is kept.",
    bad: "Enter a number from 1 to 3,650.",
    none: "Nothing would be deleted now.",
    would: (count: number, oldest: string) =>
      `${conversations(count)} would be deleted now. The oldest ended on ${oldest}.`,
    some: "It is done some at a time, so that nobody has to wait for it.",
    question: (count: number) => `Delete ${conversations(count)}?`,
    questionText: (days: number) =>
      `All that ended ${many(days, "day", "days")} ago or earlier is deleted for good, from now on each day.`,
    act: "Delete and save",
    off: "Everything is kept until somebody erases it.",
    saved: "Saved",
  },
  one: {
    title: "Of one visitor",
    text: "To erase a conversation, or everything of its visitor, or to download a copy of it, open the conversation and choose “Erase…” in its menu.",
  },
  lately: {
    title: "Erased lately",
    text: "Who erased how much, and when. What was in it is not kept anywhere.",
    none: "Nothing was erased yet.",
    desk: "By itself",
    what: (count: number, visitors: number) =>
      listed([
        ...(count ? [conversations(count)] : []),
        ...(visitors ? [many(visitors, "visitor", "visitors")] : []),
      ]),
  },
  erase: {
    title: "Erase for good",
    text: "Nobody can read it again, and there is no way back.",
    what: "What to erase",
    this: "This conversation",
    thisHint: "The visitor is kept, and can begin another.",
    all: "Everything of this visitor",
    allHint: (count: number) => `${conversations(count)}, who they are, and what their browser is known by.`,
    goes: "What goes",
    words: "All that was written, noted, given and tagged",
    goingOn: (count: number) =>
      `It ends ${count === 1 ? "a conversation that goes" : `${count} conversations that go`} on`,
    onItsWay: (count: number) =>
      `${many(count, "handoff", "handoffs")} on the way to a destination will not be sent`,
    lessons: (count: number) =>
      `${many(count, "correction or test case", "corrections and test cases")} made from it`,
    block: "The visitor is blocked; this ends the block",
    stays: "What stays",
    figures: "Figures of reports, without words, names and tags",
    answers: (count: number) =>
      count === 1 ? "A published answer that came from it" : `${count} published answers that came from it`,
    ticket: (to: string) => `At ${to}`,
    ticketText: "Erase it there too:",
    copy: "Download a copy first",
    act: "Erase for good",
    done: "Erased",
  },
}
