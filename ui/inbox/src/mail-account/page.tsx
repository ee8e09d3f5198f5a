import "./mail-account.css"
import { MailHead } from "../mail/head.tsx"
import { OwnerPage, OwnerSkeleton } from "../parts/owner.tsx"
import { Failed } from "../parts/states.tsx"
import { Account } from "./account.tsx"
import { useMailAccount } from "./reads.ts"
import { mailAccountStrings } from "./strings.ts"

/** How answers reach visitors who have left, and how theirs come back. */
export const MailAccountPage = () => (
  <OwnerPage here="mail" title={mailAccountStrings.back} right="manage_destinations" open={false}>
    {me => (
      <>
        <MailHead here="account" me={me} text={mailAccountStrings.text} />
        <Read />
      </>
    )}
  </OwnerPage>
)

function Read() {
  const held = useMailAccount()
  if (held.isError && !held.data) return <Failed onAgain={() => void held.refetch()} />
  if (!held.data) return <OwnerSkeleton />
  return <Account held={held.data} />
}
