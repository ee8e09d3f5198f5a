import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    // A busy machine makes no test fail: what hangs is cut off all the same.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 20_000 } },
    projects: ["shared", "widget", "inbox"].map(room => ({
      extends: true,
      test: { name: room, root: room },
    })),
  },
})
