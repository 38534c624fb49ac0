import { join } from 'node:path'
import { globSync } from 'tinyglobby'
import { projectRoot } from '../../database/project-root.ts'
import { runOnServer } from '../../test/support/databases/databases.ts'
import { runCommand } from '../../test/support/processes/command.ts'
import { startServer } from '../../test/support/processes/serving.ts'
import { filledDatabase, migrationsDigest } from '../server.ts'
import { readRawFile } from './raw-rows.ts'

export type Target = { url: string } | { dataDir: string }

const FILES = [
  'gdelt1/*',
  'gdelt2/events/2*.gz',
  'gdelt2/mentions/2*.gz',
  'ucdp-ged/hdx_conflict_data_ukr_2023.csv.gz',
  'ucdp-ged/ged231_*',
]

/** The files of GDELT and UCDP in `../shared/data`. */
export function feedFiles(): string[] {
  return globSync(FILES, { cwd: join(projectRoot, '../shared/data'), absolute: true }).toSorted()
}

/**
 * Imports files of GDELT and UCDP into an empty database.
 * @param rejects the folder for rejected rows
 * @throws {Error} if a file is not imported
 */
export async function importFeeds(target: Target, paths: readonly string[], rejects: string): Promise<void> {
  const kinds = new Map(paths.map((path) => [path, readRawFile(path).kind]))
  const of = (kind: string) => paths.filter((path) => kinds.get(path) === kind)
  // The start of a server applies the migrations.
  const server = await startServer(target)
  await server.kill()
  await importFiles(target, 'gdelt', [...of('events'), ...of('mentions')], rejects)
  await importFiles(target, 'ucdp', of('ucdp'), rejects)
}

async function importFiles(target: Target, feed: string, paths: readonly string[], rejects: string): Promise<void> {
  if (paths.length === 0) return
  const { status, err } = await runCommand(target, ['import', feed, '--rejects', rejects, ...paths])
  if (status !== 0) throw new Error(`The import of ${feed} ended with ${status}: ${err}`)
}

/**
 * Imports all feeds into a database of a server, or reuses the one that the same migrations made.
 * @param server the URL of the server, without a database
 * @param rejects the folder for rejected rows
 * @returns the URL of the database
 */
export function feedsDatabase(server: string, rejects: string): Promise<string> {
  return filledDatabase(server, `bench_feeds_${migrationsDigest()}`, async (url) => {
    await importFeeds({ url }, feedFiles(), rejects)
    // Statistics of the tables, which a server in operation has by itself.
    await runOnServer(server, 'vacuum analyze', new URL(url).pathname.slice(1))
  })
}
