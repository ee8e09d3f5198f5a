import type { SiteRow } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { client, reasonOf } from "../api.ts"
import { Chip } from "../parts/chip.tsx"
import { Switch } from "../parts/switch.tsx"
import { To } from "../parts/to.tsx"
import { say } from "../parts/toast.tsx"
import { refresh } from "../reads.ts"
import { useRules } from "./reads.ts"
import { startStrings } from "./strings.ts"

const words = startStrings.rules

export function Rules({ site }: { site: SiteRow }) {
  const turn = useMutation({
    mutationFn: (enabled: boolean) => client.put(`/api/admin/sites/${site.id}/assistant`, { enabled }),
    onSettled: () => refresh("sites"),
    onError: error => say(reasonOf(error)),
  })
  const on = turn.isPending ? turn.variables : site.assistant_enabled
  return (
    <>
      <YourRules />
      <h3>{words.always}</h3>
      <dl className="rules">
        {words.list.map(([when, then]) => (
          <div key={when}>
            <dt>{when}</dt>
            <dd>{then}</dd>
          </div>
        ))}
      </dl>
      <div className="switch-line">
        <Switch on={on} label={words.assistant} onTurn={enabled => turn.mutate(enabled)} />
        <div>
          <strong>{words.assistant}</strong>
          {!on && <p>{words.assistantOff}</p>}
        </div>
      </div>
    </>
  )
}

/** Shown where they can be read; what is always on stands below either way. */
function YourRules() {
  const { data: rules } = useRules()
  if (!rules?.length) return null
  return (
    <>
      <h3>{words.yours}</h3>
      <dl className="rules" aria-label={words.yours}>
        {rules.map(({ name, sentence, on }) => (
          <div key={name} data-on={on}>
            <dt>
              {name}
              {!on && <Chip>{words.off}</Chip>}
            </dt>
            <dd>{sentence}</dd>
          </div>
        ))}
      </dl>
      <p className="to-rules">
        <To to={{ page: "rules", part: "rules", rule: null }}>{words.change}</To>
      </p>
    </>
  )
}
