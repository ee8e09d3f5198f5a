/**
 * The one line on a site's page: a launcher now, the frame when somebody means to use it.
 * It shares nothing with the page but `window.chatref` and messages with checked origins.
 */
import { panelStyle } from "./style.ts"

type Call = [method: string, ...rest: unknown[]]
type Api = ((...call: Call) => void) & { q?: ArrayLike<unknown>[] }

const own = document.currentScript as HTMLScriptElement
const origin = new URL(own.src).origin
const { site = "", colour, corner = "right", theme = "", label = "Chat", language = "" } = own.dataset
const memory = `chatref:host:${site}`
const listeners: [string, (value: unknown) => void][] = []
const queue: unknown[] = []

let frame: HTMLIFrameElement | undefined
let ready = false
let open = false

const host = document.createElement("div")
const root = host.attachShadow({ mode: "open" })
root.innerHTML = `<style>${panelStyle}</style><button part="launcher" aria-haspopup="dialog"><svg viewBox="0 0 24 24" aria-hidden="true"><path class="o" d="M7.9 20A9 9 0 1 0 4 16.1L2 22Z"/><path class="c" d="m6 9 6 6 6-6"/></svg><b hidden></b></button>`
const launcher = root.querySelector("button") as HTMLButtonElement
const badge = root.querySelector("b") as HTMLElement

const remembered = (): { colour?: string; talking?: boolean } => {
  try {
    return JSON.parse(localStorage.getItem(memory) || "{}")
  } catch {
    return {} // storage is forbidden here: nothing is remembered
  }
}

const remember = (news: object) => {
  try {
    localStorage.setItem(memory, JSON.stringify({ ...remembered(), ...news }))
  } catch {} // likewise
}

const paint = (value?: string) => {
  if (value && CSS.supports("color", value)) host.style.setProperty("--accent", value)
}

const load = () => {
  if (frame) return
  const query = new URLSearchParams({
    site,
    host: location.origin,
    page: location.href,
    theme,
    language,
  })
  frame = document.createElement("iframe")
  frame.src = `${origin}/widget/frame?${query}`
  frame.title = label
  frame.hidden = true
  frame.allow = "clipboard-write"
  root.append(frame)
}

const post = (message: unknown) => {
  if (ready) frame?.contentWindow?.postMessage(message, origin)
  else queue.push(message)
}

const tell = (name: string, value?: unknown) => {
  for (const [wanted, call] of listeners) if (wanted === name) call(value)
}

const show = (wanted: boolean, byVisitor = true) => {
  if (open === wanted) return
  open = wanted
  load()
  if (frame) frame.hidden = !open
  host.toggleAttribute("open", open)
  launcher.setAttribute("aria-expanded", `${open}`)
  if (open) count(0)
  post({ type: open ? "open" : "close", page: location.href })
  if (open) frame?.focus()
  else if (byVisitor) launcher.focus()
  tell(open ? "open" : "close")
}

const count = (unread: number) => {
  badge.hidden = !unread
  badge.textContent = `${unread}`
  launcher.setAttribute("aria-label", unread ? `${label} (${unread})` : label)
}

const api: Api = (...[method, ...rest]) => {
  if (method === "open") show(true)
  else if (method === "close") show(false, false)
  else if (method === "on") listeners.push(rest as [string, () => void])
  else if (method === "event") {
    load()
    post({ type: "event", name: `${rest[0]}`, facts: rest[1] ?? {} })
  } else {
    // Who somebody is waits until they open the chat; that they have left does not.
    if (method === "forget") load()
    post({ type: method, value: rest[0] })
  }
}

addEventListener("message", ({ origin: from, source, data }) => {
  if (from !== origin || !frame || source !== frame.contentWindow) return
  if (data.type === "ready") {
    ready = true
    queue.splice(0).forEach(post)
    if (open) frame.focus()
  } else if (data.type === "close") show(false)
  else if (data.type === "unread" && !open) count(data.count)
  else if (data.type === "look") {
    paint(data.colour || colour)
    remember({ colour: data.colour })
  } else if (data.type === "talking") remember({ talking: data.talking })
  tell(data.type, data)
})

host.className = corner === "left" ? "left" : ""
host.dataset.theme = theme
paint(remembered().colour || colour)
count(0)
launcher.onclick = () => show(!open)
launcher.onpointerenter = load
launcher.onfocus = load
const settle = () => document.body.append(host)
if (document.body) settle()
else addEventListener("DOMContentLoaded", settle)

const before = (window as unknown as { chatref?: Api }).chatref?.q ?? []
Object.assign(window, { chatref: api })
for (const call of Array.from(before)) api(...(Array.from(call) as Call))
if (remembered().talking) {
  if (document.readyState === "complete") load()
  else addEventListener("load", load)
}
