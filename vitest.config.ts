import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectConfiguration } from 'vitest/config'
import { findPostgres } from './test/support/databases/postgres-cluster.ts'

const TESTS = 'test/**/*.test.ts'
const ONE_ENGINE = { pglite: 'test/**/*.pglite.test.ts', postgres: 'test/**/*.postgres.test.ts' }
const UNIT = 'test/**/*.unit.test.ts'
const COMPILE = 'test/support/processes/compiled.ts'

/** The tests of one engine: all files except unit tests and those named for the other engine. */
function onEngine(engine: keyof typeof ONE_ENGINE): TestProjectConfiguration {
  return {
    extends: true,
    test: {
      name: engine,
      include: [TESTS],
      exclude: [UNIT, engine === 'pglite' ? ONE_ENGINE.postgres : ONE_ENGINE.pglite],
      globalSetup: [COMPILE, `test/support/databases/global-setup-${engine}.ts`],
    },
  }
}

export default defineConfig({
  // Pothos and Yoga load the CommonJS build of graphql; tests must load the same copy.
  resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
  test: {
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Importing a module has no effects outside of memory, so test files can share a worker and its loaded modules.
    isolate: false,
    maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
    projects: [
      { extends: true, test: { name: 'unit', include: [UNIT], globalSetup: [COMPILE] } },
      onEngine('pglite'),
      ...(findPostgres() ? [onEngine('postgres')] : []),
    ],
  },
})
