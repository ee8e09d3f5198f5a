import { Switch as Base } from "@base-ui/react/switch"

type Props = { on: boolean; label: string; onTurn: (on: boolean) => void; disabled?: boolean }

/** On or off, at once. */
export const Switch = ({ on, label, onTurn, disabled }: Props) => (
  <Base.Root
    className="switch"
    checked={on}
    disabled={disabled ?? false}
    onCheckedChange={onTurn}
    aria-label={label}
  >
    <Base.Thumb className="switch-thumb" />
  </Base.Root>
)
