import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../../../database/project-root.ts'
import { makeScratch } from '../scratch.ts'
import { findPostgres } from './postgres-cluster.ts'
import { makeTemplates } from './templates.ts'

const cacheFolder = join(projectRoot, 'node_modules', '.cache', 'dateline-templates')
/** Everything that the content of the databases depends on. */
const SOURCES = ['database', 'ingest', 'migrations', 'package-lock.json', 'seeds', 'test/support/databases']

/** Provides the embedded databases that the tests of this project copy. */
export default async function setup(project: TestProject) {
  if (!findPostgres())
    console.warn('No PostgreSQL server is installed here: only the embedded engine (PGlite) is tested.')
  const { folder, remove } = makeScratch()
  try {
    await fillFromCache(folder)
  } catch (error) {
    remove()
    throw error
  }
  project.provide('templates', { engine: 'pglite', folder })
  return remove
}

/** Creating the databases takes seconds (most of it is `initdb`), so a later run with the same sources copies them. */
async function fillFromCache(folder: string): Promise<void> {
  const cached = join(cacheFolder, hashOfSources())
  if (existsSync(cached)) return cpSync(cached, folder, { recursive: true })
  await makeTemplates(
    (name) => ({ dataDir: join(folder, name) }),
    async (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
  )
  rmSync(cacheFolder, { recursive: true, force: true })
  mkdirSync(cacheFolder, { recursive: true })
  // A run that is killed, or one beside this one, never sees an incomplete copy.
  const incomplete = join(cacheFolder, `incomplete-${process.pid}`)
  cpSync(folder, incomplete, { recursive: true })
  if (!existsSync(cached)) renameSync(incomplete, cached)
}

function hashOfSources(): string {
  const hash = createHash('sha256')
  for (const source of SOURCES) {
    const path = join(projectRoot, source)
    const files = source.endsWith('.json') ? [path] : filesIn(path)
    for (const file of files) hash.update(file).update('\0').update(readFileSync(file)).update('\0')
  }
  return hash.digest('hex').slice(0, 16)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
}
