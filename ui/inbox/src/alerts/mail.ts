import type { Me } from "@chatref/shared/inbox-wire"
import { client, reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import { queries } from "../reads.ts"

const shown = (mail: boolean) =>
  queries.setQueryData<Me>(["me"], me => me && { ...me, teammate: { ...me.teammate, alert_mail: mail } })

/** Moves at once, and back if the server does not take it. */
export const switchMail = async (mail: boolean): Promise<void> => {
  shown(mail)
  try {
    await client.put("/api/inbox/alerts", { mail })
  } catch (error) {
    shown(!mail)
    say(reasonOf(error))
  }
}
