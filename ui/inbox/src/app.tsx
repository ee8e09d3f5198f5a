import { lazy, Suspense } from "react"
import { SignIn } from "./door/sign-in.tsx"
import { Inbox } from "./inbox.tsx"
import { useRoute } from "./route.ts"

/** Seldom seen pages come when they are asked for, so that the inbox itself opens fast. */
const Setup = lazy(() => import("./door/setup.tsx").then(({ Setup }) => ({ default: Setup })))
const Start = lazy(() => import("./start/start.tsx").then(({ Start }) => ({ default: Start })))

export function App() {
  const route = useRoute()
  switch (route.page) {
    case "sign-in":
      return <SignIn next={route.next} ended={route.ended} />
    case "setup":
      return (
        <Suspense>
          <Setup token={route.token} />
        </Suspense>
      )
    case "start":
      return (
        <Suspense>
          <Start />
        </Suspense>
      )
    case "inbox":
      return <Inbox view={route.view} conversation={route.conversation} />
    default:
      return route satisfies never
  }
}
