import { createHash } from 'node:crypto'
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { projectRoot } from '../../../database/project-root.ts'
import { makeScratch } from '../scratch.ts'
import { findPostgres } from './postgres-cluster.ts'
import { makeTemplates } from './templates.ts'

const cacheFolder = join(projectRoot, 'node_modules', '.cache', 'dateline-templates')
/** What the content of an empty database depends on, and that of the others. */
const EMPTY_SOURCES = ['database/connection', 'package-lock.json']
const SOURCES = [
  'database',
  'ingest',
  'migrations',
  'package-lock.json',
  'seeds',
  'server/open-migrated.ts',
  'test/support/databases',
]

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

/**
 * Creating the databases takes seconds, most of them `initdb` for the empty one, so a later run copies those whose
 * sources have not changed.
 */
async function fillFromCache(folder: string): Promise<void> {
  const cached = join(cacheFolder, hashOf(SOURCES))
  if (existsSync(cached)) return cpSync(cached, folder, { recursive: true })
  const cachedEmpty = join(cacheFolder, `empty-${hashOf(EMPTY_SOURCES)}`)
  if (existsSync(cachedEmpty)) cpSync(cachedEmpty, join(folder, 'empty'), { recursive: true })
  await makeTemplates(
    (name) => ({ dataDir: join(folder, name) }),
    async (from, to) => cpSync(join(folder, from), join(folder, to), { recursive: true }),
  )
  for (const name of existsSync(cacheFolder) ? readdirSync(cacheFolder) : []) {
    if (join(cacheFolder, name) !== cachedEmpty) rmSync(join(cacheFolder, name), { recursive: true, force: true })
  }
  store(folder, cached)
  store(join(folder, 'empty'), cachedEmpty)
}

/** Copies a folder into the cache. A run that is killed, or one beside this one, never sees an incomplete copy. */
function store(folder: string, cached: string): void {
  if (existsSync(cached)) return
  const incomplete = join(cacheFolder, `incomplete-${process.pid}`)
  cpSync(folder, incomplete, { recursive: true })
  renameSync(incomplete, cached)
}

function hashOf(sources: readonly string[]): string {
  const hash = createHash('sha256')
  for (const source of sources) {
    const path = join(projectRoot, source)
    const files = statSync(path).isFile() ? [path] : filesIn(path)
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
