import { cpSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { makeScratch } from '../scratch.ts'
import { findPostgres } from './postgres-cluster.ts'
import { cachedFolder } from './template-cache.ts'
import { makeTemplates } from './templates.ts'

/** Provides the embedded databases that the tests of this project copy. */
export default async function setup(project: TestProject) {
  if (!findPostgres())
    console.warn('No PostgreSQL server is installed here: only the embedded engine (PGlite) is tested.')
  const { folder, remove } = makeScratch()
  try {
    await fill(folder)
  } catch (error) {
    remove()
    throw error
  }
  project.provide('templates', { engine: 'pglite', folder })
  return remove
}

/** Creating the databases takes seconds, most of them `initdb` for the empty one. */
async function fill(folder: string): Promise<void> {
  const cached = cachedFolder('pglite')
  if (cached.exists) return cpSync(cached.path, folder, { recursive: true })
  const empty = cachedFolder('pglite-empty')
  if (empty.exists) cpSync(empty.path, join(folder, 'empty'), { recursive: true })
  await makeTemplates(
    (name) => ({ dataDir: join(folder, name) }),
    async (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
  )
  cached.store(folder)
  empty.store(join(folder, 'empty'))
}
