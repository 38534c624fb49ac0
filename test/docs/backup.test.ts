import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, expect, test } from 'vitest'
import { openDatabase } from '../../database/connection/open-database.ts'
import { events } from '../../database/tables/event.ts'
import { verifyDerived } from '../../ingest/derived/rebuild.ts'
import { copyDatabase, runOnServer } from '../support/databases/databases.ts'
import { findPostgres } from '../support/databases/postgres-cluster.ts'
import { codeBlocks, readProjectFile } from '../support/documents/project-documents.ts'
import { silent } from '../support/silent.ts'

const cleanups: (() => Promise<void> | void)[] = []
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup()
})

/** The commands below a phrase of the operations page, without the verification, which the test does in its process. */
function commandsAfter(phrase: string): string {
  const page = readProjectFile('docs/operations.md')
  expect(page).toContain(phrase)
  const [commands = ''] = codeBlocks(page.slice(page.indexOf(phrase)), 'sh')
  return commands.replace(/^.*npm run rollups -- verify\n/m, '')
}

async function runCommands(commands: string, cwd: string, environment: Record<string, string> = {}): Promise<void> {
  const path = [findPostgres(), process.env['PATH']].filter(Boolean).join(delimiter)
  await promisify(execFile)('bash', ['-euc', commands], { cwd, env: { ...process.env, ...environment, PATH: path } })
}

/** What a database contains that must be the same after a restore. */
async function contentsOf(target: { url: string } | { dataDir: string }) {
  const open = await openDatabase({ ...target, log: silent })
  try {
    const drifts = await verifyDerived(open.db)
    return {
      migrations: await open.migrationState(),
      eventCount: await open.db.$count(events),
      drifts: drifts.filter(({ missing, surplus }) => missing + surplus > 0),
    }
  } finally {
    await open.close()
  }
}

test('the backup and restore commands of the operations page restore every event', { timeout: 180_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dateline-backup-'))
  cleanups.push(() => rmSync(folder, { recursive: true }))
  const { target, remove } = await copyDatabase('seeded')
  cleanups.push(remove)
  const restored =
    'dataDir' in target ? await restoreFolder(target.dataDir, folder) : await restoreUrl(target.url, folder)
  expect(await contentsOf(restored)).toEqual({ migrations: 'current', eventCount: 22, drifts: [] })
})

async function restoreFolder(dataDir: string, folder: string) {
  cpSync(dataDir, join(folder, 'data'), { recursive: true })
  await runCommands(commandsAfter('**Back up the embedded database.**'), folder)
  await runCommands(commandsAfter('**Restore the embedded database**'), folder)
  return { dataDir: join(folder, 'data') }
}

async function restoreUrl(url: string, folder: string) {
  const server = url.slice(0, url.lastIndexOf('/'))
  const addresses = { DATABASE_URL: url, RESTORE_URL: `${server}/dateline_restored` }
  cleanups.push(() => runOnServer(server, 'drop database if exists dateline_restored with (force)'))
  await runCommands(commandsAfter('**Back up PostgreSQL**'), folder, addresses)
  await runCommands(commandsAfter('**Restore PostgreSQL**'), folder, addresses)
  return { url: addresses.RESTORE_URL }
}
