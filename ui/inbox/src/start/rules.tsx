import { Switch } from "@base-ui/react/switch"
import type { SiteRow } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { client, reasonOf } from "../api.ts"
import { say } from "../parts/toast.tsx"
import { readAgain } from "./reads.ts"
import { startStrings } from "./strings.ts"

const words = startStrings.rules

export function Rules({ site }: { site: SiteRow }) {
  const turn = useMutation({
    mutationFn: (enabled: boolean) => client.put(`/api/admin/sites/${site.id}/assistant`, { enabled }),
    onSettled: () => readAgain("sites"),
    onError: error => say(reasonOf(error)),
  })
  const on = turn.isPending ? turn.variables : site.assistant_enabled
  return (
    <>
      <dl className="rules">
        {words.list.map(([when, then]) => (
          <div key={when}>
            <dt>{when}</dt>
            <dd>{then}</dd>
          </div>
        ))}
      </dl>
      <div className="switch-line">
        <Switch.Root
          className="switch"
          checked={on}
          onCheckedChange={enabled => turn.mutate(enabled)}
          aria-label={words.assistant}
        >
          <Switch.Thumb className="switch-thumb" />
        </Switch.Root>
        <div>
          <strong>{words.assistant}</strong>
          {!on && <p>{words.assistantOff}</p>}
        </div>
      </div>
    </>
  )
}
