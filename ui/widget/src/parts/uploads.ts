import { Refusal } from "@chatref/shared/client"
import { useState } from "preact/hooks"
import type { Chat } from "../chat.ts"
import { useStrings } from "../spoken.ts"

interface Picked {
  field: string
  value: string
  problem: string
}

/** Sends what is picked at once. Of what was refused the name stays: the team sees what was tried. */
export function useUploads(chat: Chat, settled: (picked: Picked) => void) {
  const strings = useStrings()
  const [sending, send] = useState(0)
  const attach = async (field: string, file: File) => {
    const picked = { field, value: file.name, problem: "" }
    send(count => count + 1)
    try {
      picked.value = await chat.attach(field, file)
    } catch (error) {
      picked.problem = error instanceof Refusal ? (error.fields[field] ?? error.message) : strings.notSent
    }
    send(count => count - 1)
    settled(picked)
  }
  return { sending: sending > 0, attach }
}
