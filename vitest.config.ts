import { availableParallelism } from 'node:os'
import { defineConfig, type TestProjectConfiguration, type ViteUserConfig } from 'vitest/config'
import { findPostgres } from './test/support/databases/postgres-cluster.ts'

const ENGINES = ['pglite', 'postgres'] as const
const COMPILE = 'test/support/processes/compiled.ts'

interface Suite {
  /** A pattern of folders. */
  folders: string
  exclude: string[]
}

/** The tests of one engine: all files except unit tests and those named for the other engine. */
function onEngine(engine: (typeof ENGINES)[number], { folders, exclude }: Suite): TestProjectConfiguration {
  const others = ['unit', ...ENGINES.filter((other) => other !== engine)]
  return {
    extends: true,
    test: {
      name: engine,
      include: [`${folders}/*.test.ts`],
      exclude: [...exclude, ...others.map((name) => `${folders}/*.${name}.test.ts`)],
      globalSetup: [COMPILE, `test/support/databases/global-setup-${engine}.ts`],
    },
  }
}

/** Runs the tests of these folders: on each engine, or on none. */
export function configOf(suite: Suite): ViteUserConfig {
  const unit = {
    name: 'unit',
    include: [`${suite.folders}/*.unit.test.ts`],
    exclude: suite.exclude,
    globalSetup: [COMPILE],
  }
  return {
    // Pothos and Yoga load the CommonJS build of graphql; tests must load the same copy.
    resolve: { alias: [{ find: /^graphql$/, replacement: 'graphql/index.js' }] },
    test: {
      testTimeout: 120_000,
      hookTimeout: 120_000,
      // Importing a module has no effects outside of memory, so test files can share a worker and its loaded modules.
      isolate: false,
      maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
      projects: [
        { extends: true, test: unit },
        onEngine('pglite', suite),
        ...(findPostgres() ? [onEngine('postgres', suite)] : []),
      ],
    },
  }
}

// Scenarios take minutes: `npm run scenarios`.
export default defineConfig(configOf({ folders: 'test/**', exclude: ['test/scenarios/**'] }))
