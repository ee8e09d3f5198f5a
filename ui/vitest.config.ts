import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    projects: ["shared", "widget", "inbox"].map(room => ({
      extends: true,
      test: { name: room, root: room },
    })),
  },
})
