import { useSyncExternalStore } from "react"
import { keep } from "../sending.ts"

/** What this device does by itself when a visitor waits; each teammate's own choice, on each device. */
export type Ways = { sound: boolean; window: boolean }

const place = "chatref:alerts"
const listeners = new Set<() => void>()

/** Sound is on until it is switched off; windows need the browser's leave, which has to be asked for. */
export const ways = (): Ways => {
  const chosen = (keep.get(place) ?? "sound").split(" ")
  return { sound: chosen.includes("sound"), window: chosen.includes("window") && mayShow() }
}

const mayShow = (): boolean => "Notification" in window && Notification.permission === "granted"

export const isRefused = (): boolean => !("Notification" in window) || Notification.permission === "denied"

const choose = ({ sound, window }: Ways): void => {
  keep.set(place, [sound && "sound", window && "window"].filter(Boolean).join(" ") || "none")
  for (const listener of listeners) listener()
}

export const switchSound = (on: boolean): void => choose({ ...ways(), sound: on })

export const switchWindow = async (on: boolean): Promise<void> => {
  const granted = on && !isRefused() && (await Notification.requestPermission()) === "granted"
  choose({ ...ways(), window: granted })
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

const asText = () => JSON.stringify(ways())

export const useWays = (): Ways => JSON.parse(useSyncExternalStore(subscribe, asText)) as Ways
