import { lazy, Suspense } from "react"
import { Inbox } from "./inbox.tsx"
import { useRoute } from "./route.ts"

/** Seldom seen pages come when they are asked for, so that the inbox itself opens fast. */
const SignIn = lazy(() => import("./door/sign-in.tsx").then(({ SignIn }) => ({ default: SignIn })))
const Setup = lazy(() => import("./door/setup.tsx").then(({ Setup }) => ({ default: Setup })))
const Start = lazy(() => import("./start/start.tsx").then(({ Start }) => ({ default: Start })))
const Rules = lazy(() => import("./rules/page.tsx").then(({ RulesPage }) => ({ default: RulesPage })))
const Teams = lazy(() => import("./teams/page.tsx").then(({ TeamsPage }) => ({ default: TeamsPage })))
const Actions = lazy(() => import("./actions/page.tsx").then(({ ActionsPage }) => ({ default: ActionsPage })))
const Destinations = lazy(() =>
  import("./destinations/page.tsx").then(({ DestinationsPage }) => ({ default: DestinationsPage })),
)
const Learning = lazy(() =>
  import("./learning/page.tsx").then(({ LearningPage }) => ({ default: LearningPage })),
)
const Report = lazy(() => import("./report/page.tsx").then(({ ReportPage }) => ({ default: ReportPage })))

export function App() {
  return (
    <Suspense>
      <Page />
    </Suspense>
  )
}

function Page() {
  const route = useRoute()
  switch (route.page) {
    case "sign-in":
      return <SignIn next={route.next} ended={route.ended} />
    case "setup":
      return <Setup token={route.token} />
    case "start":
      return <Start />
    case "rules":
      return <Rules part={route.part} rule={route.rule} />
    case "teams":
      return <Teams part={route.part} open={route.open} />
    case "actions":
      return <Actions action={route.action} />
    case "destinations":
      return <Destinations open={route.open} />
    case "lessons":
      return <Learning part={route.part} open={route.open} />
    case "report":
      return <Report asked={route.asked} />
    case "inbox":
      return <Inbox view={route.view} conversation={route.conversation} />
    default:
      return route satisfies never
  }
}
