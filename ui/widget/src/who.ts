/** Who this visitor is to the desk: a token, kept in the browser, and renewed when it has died. */
import { type Client, Refusal, Silence } from "@chatref/shared/client"
import type { Keep } from "@chatref/shared/keep"
import type { VisitorSession } from "@chatref/shared/wire"

export class Who {
  #client: Client
  #keep: Keep
  #site: string
  #language: string
  #token: string | null

  constructor(client: Client, keep: Keep, site: string, language: string) {
    this.#client = client
    this.#keep = keep
    this.#site = site
    this.#language = language
    this.#token = keep.get(this.#key)
  }

  get token(): string | null {
    return this.#token
  }

  get headers(): Record<string, string> {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {}
  }

  /** Another tab may have been given a new one. */
  recall(): void {
    this.#token = this.#keep.get(this.#key)
  }

  async begin(page: string): Promise<VisitorSession> {
    const body = { site: this.#site, token: this.#token, language: this.#language, page }
    const session = await this.#client.post<VisitorSession>("/api/visitor/session", body)
    this.#token = session.token
    this.#keep.set(this.#key, session.token)
    return session
  }

  /** True if there is another token now, and what was refused may go again. */
  async renew(page: string): Promise<boolean> {
    const before = this.#token
    const session = await this.begin(page).catch((error: unknown) => {
      if (error instanceof Refusal || error instanceof Silence) return null
      throw error
    })
    return session !== null && session.token !== before
  }

  get #key(): string {
    return `chatref:token:${this.#site}`
  }
}
