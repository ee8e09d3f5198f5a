import { lazy, Suspense } from "react"
import { Here } from "./here.tsx"
import { Inbox } from "./inbox.tsx"
import { type Route, useRoute } from "./route.ts"

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
const Mail = lazy(() => import("./mail/page.tsx").then(({ MailPage }) => ({ default: MailPage })))
const MailAccount = lazy(() =>
  import("./mail-account/page.tsx").then(({ MailAccountPage }) => ({ default: MailAccountPage })),
)
const Privacy = lazy(() => import("./privacy/page.tsx").then(({ PrivacyPage }) => ({ default: PrivacyPage })))
const Report = lazy(() => import("./report/page.tsx").then(({ ReportPage }) => ({ default: ReportPage })))

export function App() {
  const route = useRoute()
  const isInside = route.page !== "sign-in" && route.page !== "setup"
  const open = route.page === "inbox" ? route.conversation : null
  return (
    <>
      <Suspense>
        <Page route={route} />
      </Suspense>
      {isInside && <Here inbox={route.page === "inbox"} conversation={open} />}
    </>
  )
}

function Page({ route }: { route: Route }) {
  switch (route.page) {
    case "sign-in":
      return <SignIn next={route.next} ended={route.ended} />
    case "setup":
      return <Setup token={route.token} first={route.first ?? false} />
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
    case "mail":
      return <Mail open={route.open} />
    case "mail-account":
      return <MailAccount />
    case "privacy":
      return <Privacy />
    case "inbox":
      return <Inbox view={route.view} conversation={route.conversation} tag={route.tag ?? null} />
    default:
      return route satisfies never
  }
}
