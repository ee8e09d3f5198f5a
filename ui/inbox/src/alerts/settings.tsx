import "./alerts.css"
import type { Me } from "@chatref/shared/inbox-wire"
import { Button } from "../parts/button.tsx"
import { Dialog } from "../parts/dialog.tsx"
import { Switch } from "../parts/switch.tsx"
import { isRefused, switchSound, switchWindow, useWays } from "./device.ts"
import { switchMail } from "./mail.ts"
import { display, sound } from "./ring.ts"
import { alertStrings as words } from "./strings.ts"

type Props = { me: Me; open: boolean; onClose: () => void }

export function AlertSettings({ me, open, onClose }: Props) {
  const ways = useWays()
  const test = () => {
    if (ways.sound) sound()
    if (ways.window) display(words.one("Chatref"), words.tested, () => {})
  }
  const tryOut = (
    <Button disabled={!(ways.sound || ways.window)} onClick={test}>
      {words.test}
    </Button>
  )
  return (
    <Dialog open={open} onClose={onClose} title={words.title} text={words.text} actions={tryOut}>
      <div className="alert-way">
        <span>{words.sound}</span>
        <Switch on={ways.sound} label={words.sound} onTurn={switchSound} />
      </div>
      <div className="alert-way">
        <span>{words.window}</span>
        <Switch
          on={ways.window}
          label={words.window}
          disabled={isRefused()}
          onTurn={on => void switchWindow(on)}
        />
      </div>
      <div className="alert-way">
        <span>{words.mail}</span>
        <Switch on={me.teammate.alert_mail} label={words.mail} onTurn={mail => void switchMail(mail)} />
      </div>
      {isRefused() && <p className="alert-refused">{words.refused}</p>}
    </Dialog>
  )
}
