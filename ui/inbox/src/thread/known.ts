import type { Detail } from "@chatref/shared/inbox-wire"

const asking =
  /\?\s*$|\b(please|what|which|tell|send|give|provide|share|need|could you|can you|bitte|welche|wie lautet)\b/i

/** The detail that this text is about to ask for although it was given: nobody should have to say it twice (P7). */
export const askedAgain = (text: string, details: readonly Detail[]): Detail | null => {
  const questions = text.split(/(?<=[.!?])\s+|\n/).filter(sentence => asking.test(sentence))
  return details.find(detail => questions.some(question => asksFor(question, detail))) ?? null
}

const asksFor = (question: string, { label, value }: Detail): boolean =>
  value !== null && names(question, label) && !question.includes(value)

/** Whole words, in any case: “sku” isn't asked for by “skulls”. */
const names = (question: string, label: string): boolean => {
  const words = (text: string) =>
    ` ${
      text
        .toLowerCase()
        .match(/[\p{L}\p{N}]+/gu)
        ?.join(" ") ?? ""
    } `
  return words(question).includes(words(label))
}
