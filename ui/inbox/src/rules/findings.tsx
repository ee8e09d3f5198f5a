import { CircleAlert, CircleCheck } from "@chatref/shared/icons"
import { Icon } from "../parts/icon.tsx"
import { rulesStrings } from "./strings.ts"
import type { Finding } from "./wire.ts"

const words = rulesStrings.list

/** What would go wrong with these rules, and the mend; what can't go live stands first. */
export function Findings({ of, onShow }: RowsProps) {
  const sorted = [...of].sort((one, other) => Number(other.fatal) - Number(one.fatal))
  return (
    <section className="findings" aria-label={words.findings}>
      <h3>{words.findings}</h3>
      {!of.length && (
        <p className="finding" data-fatal="none">
          <Icon of={CircleCheck} size={16} />
          {words.ok}
        </p>
      )}
      <FindingRows of={sorted} onShow={onShow} />
    </section>
  )
}

type RowsProps = { of: readonly Finding[]; onShow: (rule: number) => void }

export const FindingRows = ({ of, onShow }: RowsProps) => (
  <ul>
    {of.map(finding => (
      <li
        key={`${finding.rule} ${finding.field} ${finding.text}`}
        className="finding"
        data-fatal={finding.fatal}
      >
        <Icon of={CircleAlert} size={16} />
        <div>
          {finding.rule === null ? null : (
            <button type="button" className="link" onClick={() => onShow(finding.rule ?? 0)}>
              {finding.name || words.unnamed}
            </button>
          )}{" "}
          {finding.text} <span className="finding-mend">{finding.mend}</span>
        </div>
      </li>
    ))}
  </ul>
)
