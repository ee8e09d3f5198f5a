import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { say } from "../parts/toast.tsx"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import type { Thread } from "../thread/state.ts"
import { type Wants, wanting } from "./draft.ts"
import { WantsChoice } from "./expects.tsx"
import { makeTest, readTestsAgain } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt } from "./where.ts"

const words = learningStrings.keep
const offered = ["hand_over", "stay"] as const satisfies Wants[]
const nothing = { hand_over: true, reason: null, team: null, answer_from: null }

type Props = { thread: Thread; upTo: number; onClose: () => void }

/** This conversation as a test case, up to the visitor's last words. */
export function Keep({ thread, upTo, onClose }: Props) {
  const [wants, choose] = useState<Wants>(thread.handoff ? "hand_over" : "stay")
  const keeping = useMutation({
    mutationFn: () =>
      makeTest({ conversation: thread.summary.conversation, up_to: upTo, expects: wanting(wants, nothing) }),
    onSuccess: async ({ id }) => {
      onClose()
      say(words.kept, { label: words.show, onPick: () => go(lessonAt("tests", id)) })
      await readTestsAgain()
    },
    onError: error => say(reasonOf(error)),
  })
  const actions = (
    <>
      <Button onClick={onClose}>{strings.cancel}</Button>
      <Button look="primary" disabled={keeping.isPending} onClick={() => keeping.mutate()}>
        {keeping.isPending ? words.keeping : words.keep}
      </Button>
    </>
  )
  return (
    <Dialog open onClose={onClose} title={words.title} text={words.text} actions={actions}>
      <WantsChoice of={offered} wants={wants} onPick={choose} />
    </Dialog>
  )
}
