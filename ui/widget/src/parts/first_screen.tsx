import type { Site } from "@chatref/shared/wire"
import { useStrings } from "../spoken.ts"

interface Props {
  site: Site
  /** Nothing was said yet, so suggestions still help. */
  fresh: boolean
  ask: (text: string) => void
}

export function FirstScreen({ site, fresh, ask }: Props) {
  const strings = useStrings()
  return (
    <>
      <div class="group theirs">
        <p class="speaker">{strings.assistant}</p>
        <div class="bubble">{site.greeting}</div>
      </div>
      {fresh && site.suggested.length > 0 && (
        <ul class="suggested">
          {site.suggested.map(text => (
            <li key={text}>
              <button type="button" onClick={() => ask(text)}>
                {text}
              </button>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
