import "../parts/owner.css"
import { useEffect } from "react"
import { To } from "../parts/to.tsx"
import { failingIn } from "./read.ts"
import { readTestsAgain, useTests } from "./reads.ts"
import { learningStrings } from "./strings.ts"
import { lessonAt } from "./where.ts"

const words = learningStrings.failing

/** After a save: how many test cases the rules that hold now make fail. */
export function FailingTests({ version }: { version: number }) {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another version is another result
  useEffect(() => void readTestsAgain(), [version])
  const failing = failingIn(useTests().data?.test_cases ?? [])
  return (
    <div role="status" className="failing-tests">
      {failing > 0 && (
        <div className="owner-note">
          <p>
            <b>{words.title(failing)}.</b> {words.text}
          </p>
          <To to={lessonAt("tests", null)}>{words.show}</To>
        </div>
      )}
    </div>
  )
}
