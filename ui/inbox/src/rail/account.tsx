import { Bell, Keyboard, LogOut, MonitorSmartphone } from "@chatref/shared/icons"
import type { Me } from "@chatref/shared/inbox-wire"
import { useMutation } from "@tanstack/react-query"
import { useState } from "react"
import { AlertSettings } from "../alerts/settings.tsx"
import { alertStrings } from "../alerts/strings.ts"
import { client } from "../api.ts"
import { KeyMap } from "../key-map.tsx"
import { Face } from "../parts/face.tsx"
import { Menu, MenuChoice, MenuItem, MenuLine } from "../parts/menu.tsx"
import { forgetMe } from "../reads.ts"
import { go } from "../route.ts"
import { strings } from "../strings.ts"
import { useTheme } from "../theme.ts"
import { Sessions } from "./sessions.tsx"

const words = strings.account
const themes = [
  ["light", words.light],
  ["dark", words.dark],
  ["system", words.system],
] as const

export function Account({ me }: { me: Me }) {
  const [theme, setTheme] = useTheme()
  const [panel, setPanel] = useState<"sessions" | "alerts" | "keys" | null>(null)
  const leave = useMutation({
    mutationFn: () => client.post("/api/inbox/sign-out", {}),
    onSettled: signedOut,
  })
  const trigger = (
    <button type="button" className="account" aria-label={`${words.menu}: ${me.teammate.name}`}>
      <Face of={me.teammate} size={30} />
    </button>
  )
  return (
    <>
      <Menu trigger={trigger} side="top" align="start">
        <div className="account-who">
          <strong>{me.teammate.name}</strong>
          <span>{me.teammate.email}</span>
          <span>{me.workspace.name}</span>
        </div>
        <MenuLine />
        <MenuChoice label={words.theme} value={theme} options={themes} onPick={setTheme} />
        <MenuLine />
        <MenuItem icon={Bell} onPick={() => setPanel("alerts")}>
          {alertStrings.title}
        </MenuItem>
        <MenuItem icon={MonitorSmartphone} onPick={() => setPanel("sessions")}>
          {words.sessions}
        </MenuItem>
        <MenuItem icon={Keyboard} keys="?" onPick={() => setPanel("keys")}>
          {words.keys}
        </MenuItem>
        <MenuItem icon={LogOut} onPick={() => leave.mutate()}>
          {words.signOut}
        </MenuItem>
      </Menu>
      <AlertSettings me={me} open={panel === "alerts"} onClose={() => setPanel(null)} />
      <Sessions open={panel === "sessions"} onClose={() => setPanel(null)} />
      <KeyMap open={panel === "keys"} onClose={() => setPanel(null)} />
    </>
  )
}

const signedOut = () => {
  forgetMe()
  go({ page: "sign-in", next: null, ended: false })
}
