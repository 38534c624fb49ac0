import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    globalSetup: 'start-service.ts',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // @apollo/gateway loads a library that otherwise looks for a cloud on the network.
    env: { METADATA_SERVER_DETECTION: 'none' },
  },
})
