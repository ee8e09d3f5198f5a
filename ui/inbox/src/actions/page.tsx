import "./actions.css"
import { OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import { useActions } from "./reads.ts"
import { actionsStrings } from "./strings.ts"
import { Workbench } from "./workbench.tsx"

type Props = { action: string | null }

/** What the assistant collects, looks up and notes. */
export const ActionsPage = ({ action }: Props) => (
  <OwnerPage here="actions" title={actionsStrings.title} right="manage_rules" open={action !== null}>
    {({ workspace }) => <Read action={action} workspace={workspace.id} />}
  </OwnerPage>
)

function Read({ action, workspace }: Props & { workspace: string }) {
  const held = useActions()
  if (held.isError && !held.data) return <Failed onAgain={() => void held.refetch()} />
  if (!held.data) return <OwnerSkeleton />
  return <Workbench action={action} place={`chatref:actions:${workspace}`} held={held.data} />
}
