import "@chatref/shared/tokens.css"
import "@chatref/shared/base.css"
import "./widget.css"
import "./thread.css"
import "./cards.css"
import { realClock } from "@chatref/shared/clock"
import { keepIn } from "@chatref/shared/keep"
import { onWaking } from "@chatref/shared/stream"
import { render } from "preact"
import { Chat } from "./chat.ts"
import { createHost } from "./host.ts"
import { choose } from "./strings/choose.ts"
import { dress, wishedLanguages } from "./surroundings.ts"
import { leftKey } from "./who.ts"
import { Widget } from "./widget.tsx"

const query = new URLSearchParams(location.search)
const site = query.get("site") ?? ""
const host = createHost(query.get("host"))
const spoken = await choose(wishedLanguages(query.get("language")))
const socket = `${location.origin.replace(/^http/, "ws")}/api/visitor/socket`

const chat = new Chat({
  site,
  language: spoken.language,
  page: query.get("page") ?? document.referrer,
  keep: keepIn(() => localStorage),
  clock: realClock,
  connect: () => new WebSocket(socket),
  refused: why => host.tell({ type: "refused", why }),
})

dress(spoken, query.get("theme"))
onWaking(() => chat.wake())
addEventListener("storage", event => {
  if (event.key === `chatref:conversation:${site}` && event.newValue) void chat.join(event.newValue)
  if (event.key === leftKey(site)) void chat.forget(true)
})

const root = document.getElementById("widget")
if (root) render(<Widget chat={chat} host={host} spoken={spoken} />, root)
void chat.start()
