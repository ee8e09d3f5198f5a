import "@chatref/shared/tokens.css"
import "@chatref/shared/base.css"
import "./parts/parts.css"
import "./parts/pieces.css"
import { QueryClientProvider } from "@tanstack/react-query"
import { StrictMode } from "react"
import { createRoot } from "react-dom/client"
import { App } from "./app.tsx"
import { Boundary } from "./boundary.tsx"
import { Toasts } from "./parts/toast.tsx"
import { TooltipGround } from "./parts/tooltip.tsx"
import { queries } from "./reads.ts"
import { followTheme } from "./theme.ts"

followTheme()

const root = document.getElementById("root")
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={queries}>
        <TooltipGround delay={400}>
          <Boundary>
            <App />
          </Boundary>
          <Toasts />
        </TooltipGround>
      </QueryClientProvider>
    </StrictMode>,
  )
}
