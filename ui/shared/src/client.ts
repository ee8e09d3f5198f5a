/** Requests to the server: an answer, a refusal in the one shape of errors, or silence. */
import type { Problem } from "./wire.ts"

/** The server answered no. After it a command needs a new id. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string
  /** Texts by field, where the input was bad. */
  readonly fields: Record<string, string>
  /** Seconds to wait, where the server said so. */
  readonly retryAfter: number | null

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = "Refusal"
    this.status = problem.status
    this.code = problem.code
    this.fields = problem.fields ?? {}
    this.retryAfter = problem.retry_after ?? null
  }
}

/** No answer came, or none that says whether the command was taken; the same id may be sent again. */
export class Silence extends Error {
  constructor(cause: unknown) {
    super("The server did not answer.", { cause })
    this.name = "Silence"
  }
}

/** Milliseconds until silence; a telephone sends a picture at 1 Mbit/s. */
const PATIENCE = 15_000
const FILE_PATIENCE = 120_000

export interface Client {
  get<T>(path: string): Promise<T>
  post<T>(path: string, body: unknown): Promise<T>
  put<T>(path: string, body: unknown): Promise<T>
  patch<T>(path: string, body: unknown): Promise<T>
  delete<T>(path: string): Promise<T>
}

interface ClientOptions {
  /** Read at every request, since a token may have been renewed. */
  headers?: () => Record<string, string>
  fetch?: typeof fetch
}

export function createClient(options: ClientOptions = {}): Client {
  const send = <T>(method: string, path: string, body?: unknown) => request<T>(options, method, path, body)
  return {
    get: path => send("GET", path),
    post: (path, body) => send("POST", path, body),
    put: (path, body) => send("PUT", path, body),
    patch: (path, body) => send("PATCH", path, body),
    delete: path => send("DELETE", path),
  }
}

async function request<T>(options: ClientOptions, method: string, path: string, body: unknown): Promise<T> {
  const response = await ask(options, method, path, body)
  const text = await read(response)
  if (response.ok) return (text ? parsed(text) : null) as T
  const problem = problemIn(response, text)
  // A gateway that answers for a server which is away has not refused anything.
  if (!problem && response.status >= 500) throw new Silence(`${response.status}`)
  throw new Refusal(problem ?? { status: response.status, code: "unreadable", detail: response.statusText })
}

async function ask(options: ClientOptions, method: string, path: string, body: unknown): Promise<Response> {
  const headers: Record<string, string> = { ...options.headers?.() }
  const file = body instanceof Blob
  if (body !== undefined && !file) headers["Content-Type"] = "application/json"
  const call = options.fetch ?? fetch.bind(globalThis)
  try {
    return await call(path, {
      method,
      headers,
      credentials: "same-origin",
      signal: AbortSignal.timeout(file ? FILE_PATIENCE : PATIENCE),
      ...(body === undefined ? {} : { body: file ? body : JSON.stringify(body) }),
    })
  } catch (error) {
    throw silenceOr(error)
  }
}

async function read(response: Response): Promise<string> {
  try {
    return await response.text()
  } catch (error) {
    throw silenceOr(error) // the line broke while the answer was coming
  }
}

/** What isn't JSON isn't from the server: a hotel's sign-in page answers everything with a page of its own. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Silence(error)
  }
}

function silenceOr(error: unknown): unknown {
  const silent = error instanceof TypeError || error instanceof DOMException
  return silent ? new Silence(error) : error
}

function problemIn(response: Response, text: string): Problem | null {
  const kind = response.headers.get("Content-Type") ?? ""
  return kind.startsWith("application/problem+json") ? (parsed(text) as Problem) : null
}
