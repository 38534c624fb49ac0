import { createHash } from 'node:crypto'
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '../../../database/project-root.ts'

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

/** A folder that is kept from one test run to the next, as long as what it was made from does not change. */
export interface Cached {
  /** Where the folder is; it may not exist. */
  path: string
  exists: boolean
  /** Keeps a copy of a folder here, and removes the copies that were made from other sources. */
  store(folder: string): void
}

/**
 * The cached folder of template databases, or that of an empty database.
 * @param version of the engine, where that is not a package
 */
export function cachedFolder(name: 'pglite' | 'pglite-empty' | 'postgres', version = ''): Cached {
  const path = join(cacheFolder, `${name}.${hashOf(name === 'pglite-empty' ? EMPTY_SOURCES : SOURCES, version)}`)
  const store = (folder: string) => {
    if (existsSync(path)) return
    mkdirSync(cacheFolder, { recursive: true })
    for (const other of readdirSync(cacheFolder)) {
      if (other.startsWith(`${name}.`)) rmSync(join(cacheFolder, other), { recursive: true, force: true })
    }
    // A run that is killed, or one beside this one, never sees an incomplete copy.
    const incomplete = join(cacheFolder, `incomplete-${process.pid}`)
    cpSync(folder, incomplete, { recursive: true })
    renameSync(incomplete, path)
  }
  return { path, exists: existsSync(path), store }
}

function hashOf(sources: readonly string[], version: string): string {
  const hash = createHash('sha256').update(version)
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
