/** Who this visitor is to the desk: a token, kept in the browser, and renewed when it has died. */
import { type Client, Refusal, Silence } from "@chatref/shared/client"
import { newId } from "@chatref/shared/id"
import type { Keep } from "@chatref/shared/keep"
import type { Recognised, Telling } from "@chatref/shared/served"
import type { VisitorSession } from "@chatref/shared/wire"

/** What the page says of its visitor: claims, and a token by which the business vouches for them. */
export type Known = Telling

/** What changes when another person is in this browser: its other tabs hear of it. */
export const leftKey = (site: string) => `chatref:left:${site}`

export class Who {
  #client: Client
  #keep: Keep
  #site: string
  #language: string
  #token: string | null
  #renewing: Promise<boolean> | null = null
  #changed = false
  #known: Known = {}
  #told = true
  /** Hears why the business was not believed. */
  #refused: (why: string) => void

  constructor(client: Client, keep: Keep, site: string, language: string, refused: (why: string) => void) {
    this.#refused = refused
    this.#client = client
    this.#keep = keep
    this.#site = site
    this.#language = language
    this.#token = keep.get(this.#key)
  }

  get token(): string | null {
    return this.#token
  }

  /** What the page said has not come to the desk yet. */
  get untold(): boolean {
    return !this.#told
  }

  get headers(): Record<string, string> {
    return this.#token ? { Authorization: `Bearer ${this.#token}` } : {}
  }

  /** Another tab may have been given a new one. */
  recall(): void {
    this.#token = this.#keep.get(this.#key)
  }

  /** It goes to the desk with the next beginning, and again where the desk has forgotten this browser. */
  introduce(news: Known): void {
    this.#known = { ...this.#known, ...news }
    this.#told = false
  }

  /** Whoever comes next in this browser is somebody new. */
  forget(): void {
    this.#keep.remove(this.#key)
    this.left()
    this.#tellTabs()
  }

  /** Another tab has said so. */
  left(): void {
    this.#known = {}
    this.#told = true
    this.recall()
  }

  #tellTabs(): void {
    this.#keep.set(leftKey(this.#site), newId())
  }

  async begin(page: string): Promise<VisitorSession> {
    const session = await this.#session(page)
    return (await this.#introduced()) ? this.#session(page) : session
  }

  /** What is answered to who is not here any more is nobody's, and asked again for who is. */
  async #session(page: string): Promise<VisitorSession> {
    const token = this.#token
    const body = { site: this.#site, token, language: this.#language, page }
    const session = await this.#client.post<VisitorSession>("/api/visitor/session", body)
    if (token !== this.#token) return this.#session(page)
    if (session.token !== token) this.#become(session.token)
    return session
  }

  #become(token: string): void {
    this.#told = Object.keys(this.#known).length === 0
    this.#token = token
    this.#keep.set(this.#key, token)
  }

  /** True if they are somebody else than this browser's secret was for. */
  async #introduced(): Promise<boolean> {
    if (this.#told) return false
    const known = this.#known
    const before = this.#token
    try {
      const { token } = await this.#client.post<Recognised>("/api/visitor/known", known)
      if (before !== this.#token) return true
      if (token) this.#become(token)
      if (token) this.#tellTabs()
      this.#told = known === this.#known
      return token !== null
    } catch (error) {
      if (!(error instanceof Refusal || error instanceof Silence)) throw error
      if (error instanceof Silence || error.status !== 422) return false
      this.#told = known === this.#known
      this.#refused(error.message)
      return false
    }
  }

  /** True if there is another token now, and what was refused may go again. Who asks meanwhile hears the same. */
  renew(page: string): Promise<boolean> {
    this.#renewing ??= this.#anew(page).finally(() => {
      this.#renewing = null
    })
    return this.#renewing
  }

  /** What the page said is told; a renewal that is on its way may have begun before it was said. */
  async tell(page: string): Promise<void> {
    await this.#renewing
    await this.renew(page)
  }

  /** What was sent with the old token may be refused after there is another, once. */
  async #anew(page: string): Promise<boolean> {
    const before = this.#token
    const session = await this.begin(page).catch((error: unknown) => {
      if (error instanceof Refusal || error instanceof Silence) return null
      throw error
    })
    const changed = session !== null && session.token !== before
    const good = changed || (session !== null && this.#changed)
    this.#changed = changed
    return good
  }

  get #key(): string {
    return `chatref:token:${this.#site}`
  }
}
