import type { Client } from "@chatref/shared/client"
import { newId } from "@chatref/shared/id"

const LARGEST = 10_000_000

export const path = (conversation: string): string => `/api/visitor/conversations/${conversation}`

/** The value of the detail, once the file is there. What is too large goes without its bytes: the desk says so. */
export async function attach(
  client: Client,
  conversation: string,
  field: string,
  file: File,
): Promise<string> {
  const id = newId()
  const said = new URLSearchParams({ field, name: file.name })
  const body = file.size > LARGEST ? file.slice(0, 0) : file
  await client.put(`/api/visitor/files/${conversation}/${id}?${said}`, body)
  return id
}
