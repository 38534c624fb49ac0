import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeScratch } from '../scratch.ts'
import { findPostgres } from './postgres-cluster.ts'
import { makeTemplates } from './templates.ts'

/** Creates the embedded databases that the tests of this project copy. */
export default async function setup(project: TestProject) {
  if (!findPostgres()) console.warn('No PostgreSQL server is installed: only the embedded engine (PGlite) is tested.')
  const { folder, remove } = makeScratch()
  try {
    await makeTemplates(
      (name) => ({ dataDir: join(folder, name) }),
      async (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
    )
  } catch (error) {
    remove()
    throw error
  }
  project.provide('templates', { engine: 'pglite', folder })
  return remove
}
