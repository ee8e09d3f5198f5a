import { defineConfig } from "vite"

/** The loader is one classic script with a fixed name: it stands in other people's pages. */
export default defineConfig({
  build: {
    outDir: "../../src/chatref/web/static/widget",
    emptyOutDir: false,
    target: "es2020",
    lib: { entry: "loader/main.ts", formats: ["iife"], name: "chatrefLoader", fileName: () => "widget.js" },
  },
})
