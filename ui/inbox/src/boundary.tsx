import { Component, type ReactNode } from "react"
import { Failed } from "./parts/states.tsx"

const NAME = "chatref:read-anew"
const SELDOM = 60_000

/** What breaks says so, and leaves no blank page. A part that is gone, as after an update, comes with the page read anew. */
export class Boundary extends Component<{ children: ReactNode }> {
  override state = { broken: false }

  static getDerivedStateFromError() {
    return { broken: true }
  }

  override componentDidCatch() {
    void readAnew()
  }

  override render() {
    if (!this.state.broken) return this.props.children
    return (
      <div className="broken">
        <Failed onAgain={() => location.reload()} />
      </div>
    )
  }
}

/** Only from a desk that answers: a browser's own page of errors would take away what still stands here. */
async function readAnew() {
  if (Date.now() - Number(sessionStorage.getItem(NAME)) < SELDOM) return
  sessionStorage.setItem(NAME, String(Date.now()))
  const answers = await fetch(location.href).then(
    ({ ok }) => ok,
    () => false,
  )
  if (answers) location.reload()
}
