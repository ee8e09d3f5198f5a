import { Refusal } from "@chatref/shared/client"
import { useState } from "react"
import { reasonOf } from "../api.ts"
import { say } from "./toast.tsx"

/** What the server refused of a form, by field; what has no field is said in passing. */
export function useRefused() {
  const [wrong, blame] = useState<Readonly<Record<string, string>>>({})
  return {
    wrong,
    blame,
    forgive: () => blame({}),
    refuse: (error: Error) => {
      if (error instanceof Refusal && Object.keys(error.fields).length) blame(error.fields)
      else say(reasonOf(error))
    },
  }
}
