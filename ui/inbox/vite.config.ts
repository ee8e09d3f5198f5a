import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  base: "/inbox/",
  plugins: [react()],
  build: {
    outDir: "../../src/chatref/web/static/inbox",
    emptyOutDir: true,
    target: "es2022",
    reportCompressedSize: true,
    license: { fileName: "assets/licences.md" },
  },
  server: { proxy: { "/api": { target: "http://127.0.0.1:8321", ws: true } } },
})
