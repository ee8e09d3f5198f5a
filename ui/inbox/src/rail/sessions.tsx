import { lazy, Suspense } from "react"
import { Dialog } from "../parts/dialog.tsx"
import { Bar } from "../parts/states.tsx"
import { strings } from "../strings.ts"

const words = strings.account
const SignIns = lazy(() => import("./sign-ins.tsx").then(({ SignIns }) => ({ default: SignIns })))

export const Sessions = ({ open, onClose }: { open: boolean; onClose: () => void }) => (
  <Dialog open={open} onClose={onClose} title={words.sessions}>
    <Suspense fallback={<Bar width="60%" />}>
      <SignIns />
    </Suspense>
  </Dialog>
)
