import { strings } from "../strings.ts"
import { Button } from "./button.tsx"
import { Dialog } from "./dialog.tsx"

type Props = {
  open: boolean
  title: string
  text: string
  act: string
  pending: boolean
  onClose: () => void
  onAct: () => void
}

/** The question before something is gone. */
export const Asked = ({ open, title, text, act, pending, onClose, onAct }: Props) => (
  <Dialog
    open={open}
    onClose={onClose}
    title={title}
    text={text}
    actions={
      <>
        <Button onClick={onClose}>{strings.cancel}</Button>
        <Button className="danger" disabled={pending} onClick={onAct}>
          {act}
        </Button>
      </>
    }
  />
)
