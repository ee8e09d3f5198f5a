import { defineConfig } from "vite"

export default defineConfig({
  base: "/widget/",
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    outDir: "../../src/chatref/web/static/widget",
    emptyOutDir: true,
    target: "es2022",
    modulePreload: { polyfill: false },
    rollupOptions: { input: "frame.html" },
    license: { fileName: "assets/licences.md" },
  },
})
