import { useNow } from "../now.ts"
import { ago, exact, relative } from "../times.ts"

/** How long ago, with the exact time on hover; `whole` where it stands in a sentence. */
export function Ago({ at, whole }: { at: string; whole?: boolean }) {
  const now = useNow(30_000)
  return (
    <time dateTime={at} title={exact(at)}>
      {whole ? ago(at, now) : relative(at, now)}
    </time>
  )
}
