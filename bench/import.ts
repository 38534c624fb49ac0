import { getTableColumns } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenDatabase } from '../database/connection/connection.ts'
import { openDatabase } from '../database/connection/open-database.ts'
import { createLog } from '../database/log.ts'
import { projectRoot } from '../database/project-root.ts'
import { prefetch } from '../importers/feed/batches.ts'
import { importerOf } from '../importers/importers.ts'
import { openFiles } from '../importers/open-files.ts'
import { openInput } from '../importers/read/input.ts'
import { importFile } from '../importers/store/import-file.ts'
import { ImportSession } from '../importers/store/session.ts'
import { runOnServer } from '../test/support/databases/databases.ts'
import { median, withPostgres } from './server.ts'
import { tablesInOrder } from './tables.ts'

/**
 * What an import costs beyond the writing itself: the same rows imported, imported again, and copied plainly into the
 * same tables with the same indexes and constraints, on both engines, in one run.
 *
 *   npm run bench:import            24 slices of GDELT of ../shared/data, three times
 *   npm run bench:import -- 88 1    as many slices, as many times
 */

const log = createLog('warn')
const FOLDER = join(projectRoot, '../shared/data/gdelt2/events')

/** Seconds of one round. */
interface Round {
  /** Reading alone: unpacked, parsed, made into drafts. */
  read: number
  /** The import of files of which nothing is stored. */
  load: number
  /** The import of the same files again. */
  again: number
  /** The copying of every row that the import wrote, in every table, from objects. */
  copy: number
  rows: number
  written: number
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return (performance.now() - started) / 1000
}

function inputOf(path: string) {
  return openInput(path, () => undefined)
}

async function readAll(paths: readonly string[]): Promise<number> {
  let rows = 0
  for (const path of paths) {
    const input = await inputOf(path)
    for await (const _row of (await importerOf('gdelt', input)).read(input)) rows++
  }
  return rows
}

function importAll(open: OpenDatabase, paths: readonly string[]): Promise<void> {
  return open.bulkLoad(
    async (loading) => {
      const session = new ImportSession()
      for await (const file of prefetch(openFiles('gdelt', paths))) {
        if ('error' in file) throw file.error
        const { importer, batches } = file.rows!
        await importFile(loading, importer, file.input, { session, batches })
      }
      await session.statistics.end(loading.db)
    },
    () => undefined,
  )
}

function writtenRows(open: OpenDatabase, table: PgTable): Promise<Record<string, unknown>[]> {
  const written = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)
  return open.db.select(Object.fromEntries(written)).from(table)
}

type Opener = (name: string) => Promise<OpenDatabase>

async function round(opened: Opener, paths: readonly string[]): Promise<Round> {
  const figures: Round = { read: 0, load: 0, again: 0, copy: 0, rows: 0, written: 0 }
  figures.read = await timed(async () => void (figures.rows = await readAll(paths)))
  const imported = await opened('imported')
  const tables: { table: PgTable; rows: Record<string, unknown>[] }[] = []
  try {
    await imported.migrate()
    figures.load = await timed(() => importAll(imported, paths))
    figures.again = await timed(() => importAll(imported, paths))
    for (const table of await tablesInOrder()) tables.push({ table, rows: await writtenRows(imported, table) })
  } finally {
    await imported.close()
  }
  const copied = await opened('copied')
  try {
    await copied.migrate()
    figures.copy = await timed(() =>
      copied.bulkLoad(
        (loading) =>
          loading.transaction(async (_tx, copy) => {
            for (const { table, rows } of tables) {
              await copy(table, rows)
              figures.written += rows.length
            }
          }),
        () => undefined,
      ),
    )
  } finally {
    await copied.close()
  }
  return figures
}

function engines(server: string, folder: string): Record<string, (nth: number) => Opener> {
  return {
    PostgreSQL: (nth) => async (name) => {
      const database = `import_${name}_${nth}`
      await runOnServer(server, `create database ${database}`)
      return openDatabase({ url: `${server}/${database}`, log })
    },
    PGlite: (nth) => (name) => openDatabase({ dataDir: join(folder, `${name}-${nth}`), log }),
  }
}

async function main(): Promise<void> {
  const [slices = 24, times = 3] = process.argv.slice(2).map(Number)
  const paths = readdirSync(FOLDER)
    .toSorted()
    .slice(0, slices)
    .map((name) => join(FOLDER, name))
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  const rounds = new Map<string, Round[]>()
  try {
    await withPostgres(async (server) => {
      for (let nth = 0; nth < times; nth++) {
        for (const [name, opener] of Object.entries(engines(server, folder))) {
          rounds.set(name, [...(rounds.get(name) ?? []), await round(opener(nth), paths)])
        }
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(
    '| engine | rows | rows written | reading, s | import, s | again, s | COPY of the same, s | import / COPY | without reading |',
  )
  console.log('| --- |' + ' ---: |'.repeat(8))
  for (const [name, all] of rounds) {
    const middle = (of: (round: Round) => number) => median(all.map(of))
    const ratio = middle(({ copy, load }) => copy / load)
    const storing = middle(({ copy, load, read }) => copy / (load - read))
    const cells = [
      all[0]!.rows,
      all[0]!.written,
      ...(['read', 'load', 'again', 'copy'] as const).map((key) => middle((each) => each[key]).toFixed(2)),
      ratio.toFixed(2),
      storing.toFixed(2),
    ]
    console.log(`| ${name} | ${cells.join(' | ')} |`)
  }
}

await main()
