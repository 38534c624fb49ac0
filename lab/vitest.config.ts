import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: { globalSetup: 'start-service.ts', testTimeout: 60_000 },
})
