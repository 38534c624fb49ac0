import { createRequire } from 'node:module'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  // The tools load the CommonJS build of the package graphql, which must not be loaded twice.
  resolve: { alias: [{ find: /^graphql$/, replacement: createRequire(import.meta.url).resolve('graphql') }] },
  test: {
    globalSetup: 'start-service.ts',
    testTimeout: 60_000,
    // Files share one service: what one publishes would change the lists that another compares.
    fileParallelism: false,
    hookTimeout: 120_000,
    // @apollo/gateway loads a library that otherwise looks for a cloud on the network.
    env: { METADATA_SERVER_DETECTION: 'none' },
  },
})
