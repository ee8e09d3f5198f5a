import { safeAddress } from "./text.ts"
import type { Citation } from "./wire.ts"

/** The desk's own page of an answer that its team wrote. */
const ours = /^\/answers\/[0-9a-f-]{36}$/

/** Where an answer comes from: a link if a browser can open it, else (a file of a folder) its name alone. */
export interface Shown {
  key: string
  title: string
  heading: string | null
  link: string | null
}

export const shown = ({ title, address, heading }: Citation): Shown => ({
  key: address,
  title: title || address,
  heading: heading && heading !== title ? heading : null,
  link: ours.test(address) ? address : safeAddress(address),
})
