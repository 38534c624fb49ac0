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

interface EngineProject {
  name: string
  engine: (typeof ENGINES)[number]
  include: string[]
  exclude: string[]
}

function onEngine({ name, engine, include, exclude }: EngineProject): TestProjectConfiguration {
  const globalSetup = [COMPILE, `test/support/databases/global-setup-${engine}.ts`]
  return { extends: true, test: { name, include, exclude, globalSetup } }
}

/**
 * The tests that need a database. Those that hold for both engines run on PostgreSQL, and on PGlite as a project of
 * their own, which `npm test` leaves out for its time. Without PostgreSQL, all run on PGlite.
 */
function databaseProjects({ folders, exclude }: Suite): TestProjectConfiguration[] {
  const named = (...names: string[]) => names.map((name) => `${folders}/*.${name}.test.ts`)
  const all = [`${folders}/*.test.ts`]
  const notPglite = [...exclude, ...named('unit', 'postgres')]
  if (!findPostgres()) {
    return [
      onEngine({ name: 'pglite', engine: 'pglite', include: all, exclude: notPglite }),
      onEngine({ name: 'pglite-again', engine: 'pglite', include: [], exclude: [] }),
    ]
  }
  return [
    onEngine({ name: 'postgres', engine: 'postgres', include: all, exclude: [...exclude, ...named('unit', 'pglite')] }),
    onEngine({ name: 'pglite', engine: 'pglite', include: named('pglite'), exclude }),
    onEngine({ name: 'pglite-again', engine: 'pglite', include: all, exclude: [...notPglite, ...named('pglite')] }),
  ]
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
      // Compiled modules are kept between runs, by their contents: a third of the work of a run of one file.
      experimental: { fsModuleCache: true },
      maxWorkers: Math.max(2, Math.floor(availableParallelism() / 2)),
      projects: [{ extends: true, test: unit }, ...databaseProjects(suite)],
    },
  }
}

// Scenarios take minutes: `npm run scenarios`.
export default defineConfig(configOf({ folders: 'test/**', exclude: ['test/scenarios/**'] }))
