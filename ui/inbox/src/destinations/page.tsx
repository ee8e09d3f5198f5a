import "./destinations.css"
import { OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import { useDestinations } from "./reads.ts"
import { destinationsStrings } from "./strings.ts"
import { Workbench } from "./workbench.tsx"

type Props = { open: string | null }

/** Where cases go besides the inbox, and whether they arrive. */
export const DestinationsPage = ({ open }: Props) => (
  <OwnerPage
    here="destinations"
    title={destinationsStrings.title}
    right="manage_destinations"
    open={open !== null}
  >
    {() => <Read open={open} />}
  </OwnerPage>
)

function Read({ open }: Props) {
  const held = useDestinations()
  if (held.isError && !held.data) return <Failed onAgain={() => void held.refetch()} />
  if (!held.data) return <OwnerSkeleton />
  return <Workbench open={open} held={held.data} />
}
