/** The page around the frame. Only the origin that the loader named is spoken to, and only the parent is heard. */
export type FromHost =
  | { type: "open"; page?: string }
  | { type: "close" }
  | { type: "event"; name: string; facts: Record<string, unknown> }
  | { type: "identify" | "attributes" | "forget"; value?: unknown }
type ToHost =
  | { type: "ready" }
  | { type: "close" }
  | { type: "unread"; count: number }
  | { type: "look"; colour: string }
  | { type: "talking"; talking: boolean }
  | { type: "refused"; why: string }

export interface Host {
  tell(message: ToHost): void
  hear(listener: (message: FromHost) => void): void
}

export function createHost(origin: string | null): Host {
  const alone = parent === window || !origin
  return {
    tell: message => {
      if (!alone) parent.postMessage(message, origin)
    },
    hear: listener =>
      addEventListener("message", event => {
        if (alone || event.source !== parent || event.origin !== origin) return
        const message: unknown = event.data
        if (isFromHost(message)) listener(message)
      }),
  }
}

function isFromHost(message: unknown): message is FromHost {
  if (typeof message !== "object" || message === null || !("type" in message)) return false
  if (message.type === "event") return "name" in message && typeof message.name === "string"
  return ["open", "close", "identify", "attributes", "forget"].includes(String(message.type))
}
