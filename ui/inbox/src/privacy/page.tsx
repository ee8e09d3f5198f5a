import "./privacy.css"
import { OwnerHead, OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import { settingsParts } from "./parts.ts"
import { useRetention } from "./reads.ts"
import { Retention } from "./retention.tsx"
import { privacyStrings as words } from "./strings.ts"

/** How long conversations are kept, and what was erased. */
export const PrivacyPage = () => (
  <OwnerPage here="settings" title={words.title} right="erase" open={false}>
    {me => (
      <>
        <OwnerHead title={words.title} text={words.text} here="privacy" parts={settingsParts} />
        <Read place={`chatref:retention:${me.workspace.id}`} />
      </>
    )}
  </OwnerPage>
)

function Read({ place }: { place: string }) {
  const held = useRetention()
  if (held.isError && !held.data) return <Failed onAgain={() => void held.refetch()} />
  if (!held.data) return <OwnerSkeleton />
  return <Retention place={place} held={held.data} />
}
