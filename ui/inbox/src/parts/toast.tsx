import { Toast as Base } from "@base-ui/react/toast"
import { X } from "@chatref/shared/icons"
import { strings } from "../strings.ts"
import { Icon } from "./icon.tsx"

const manager = Base.createToastManager()

const passing = 6_000
/** A hand has to find what can be picked. */
const toPick = 10_000

/** Says one thing in passing; read out politely and gone after a few seconds. */
export const say = (title: string, again?: { label: string; onPick: () => void }): void => {
  manager.add({
    title,
    timeout: again ? toPick : passing,
    ...(again ? { actionProps: { children: again.label, onClick: again.onPick } } : {}),
  })
}

export function Toasts() {
  return (
    <Base.Provider toastManager={manager} limit={3}>
      <Base.Portal>
        <Base.Viewport className="toasts">
          <Shown />
        </Base.Viewport>
      </Base.Portal>
    </Base.Provider>
  )
}

function Shown() {
  const { toasts } = Base.useToastManager()
  return toasts.map(toast => (
    <Base.Root key={toast.id} toast={toast} className="toast">
      <Base.Title className="toast-title" render={<p />} />
      {toast.actionProps && <Base.Action className="button quiet small" />}
      <Base.Close className="button quiet square small" aria-label={strings.close}>
        <Icon of={X} size={15} />
      </Base.Close>
    </Base.Root>
  ))
}
