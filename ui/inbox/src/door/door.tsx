import { type ReactNode, useEffect } from "react"
import { strings } from "../strings.ts"

/** The page before one is inside: one card, one thing to do. */
export function Door({ title, text, children }: { title: string; text: string; children?: ReactNode }) {
  useEffect(() => {
    document.title = `${title} · ${strings.product}`
  }, [title])
  return (
    <main className="door">
      <div className="door-card">
        <p className="door-mark">
          <Mark />
          {strings.product}
        </p>
        <h1>{title}</h1>
        <p className="door-text">{text}</p>
        {children}
      </div>
    </main>
  )
}

const Mark = () => (
  <svg viewBox="0 0 32 32" aria-hidden="true">
    <rect width="32" height="32" rx="8" />
    <path d="M9 11h14v9h-7l-4 4v-4H9z" />
  </svg>
)
