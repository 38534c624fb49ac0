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
 * Compares an import with a plain COPY, on both engines: the same rows imported, imported again, and copied into the
 * same tables with the same indexes and constraints.
 *
 * npm run bench:import            24 GDELT files of ../shared/data, 3 rounds
 * npm run bench:import -- 88 1    88 files, 1 round
 */

const log = createLog('warn')
const FOLDER = join(projectRoot, '../shared/data/gdelt2/events')

/** The seconds of one round, and its numbers of rows. */
interface Round {
  /** Reading only: unpacking, parsing and creating drafts. */
  read: number
  /** The import into an empty database. */
  load: number
  /** The import of the same files into the same database. */
  repeat: number
  /** COPY of all rows that the import wrote, from objects in memory. */
  copy: number
  readRows: number
  writtenRows: number
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
    async (loader) => {
      const session = new ImportSession()
      for await (const file of prefetch(openFiles('gdelt', paths))) {
        if ('error' in file) throw file.error
        if (!file.rows) throw new Error(`${file.path} has no rows.`)
        const { importer, batches } = file.rows
        await importFile(loader, importer, file.input, { session, batches })
      }
      await session.statistics.end(loader.db)
    },
    () => undefined,
  )
}

/** Reads the rows of a table without its generated columns. */
function rowsOf(open: OpenDatabase, table: PgTable): Promise<Record<string, unknown>[]> {
  const columns = Object.entries(getTableColumns(table)).filter(([, column]) => column.generated === undefined)
  return open.db.select(Object.fromEntries(columns)).from(table)
}

type Opener = (name: string) => Promise<OpenDatabase>

async function runRound(openNew: Opener, paths: readonly string[]): Promise<Round> {
  const round: Round = { read: 0, load: 0, repeat: 0, copy: 0, readRows: 0, writtenRows: 0 }
  round.read = await timed(async () => void (round.readRows = await readAll(paths)))
  const imported = await openNew('imported')
  const tables: { table: PgTable; rows: Record<string, unknown>[] }[] = []
  try {
    await imported.migrate()
    round.load = await timed(() => importAll(imported, paths))
    round.repeat = await timed(() => importAll(imported, paths))
    for (const table of await tablesInOrder()) tables.push({ table, rows: await rowsOf(imported, table) })
  } finally {
    await imported.close()
  }
  const copied = await openNew('copied')
  try {
    await copied.migrate()
    round.copy = await timed(() =>
      copied.bulkLoad(
        (loader) =>
          loader.transaction(async (_tx, copy) => {
            for (const { table, rows } of tables) {
              await copy(table, rows)
              round.writtenRows += rows.length
            }
          }),
        () => undefined,
      ),
    )
  } finally {
    await copied.close()
  }
  return round
}

/** A function by engine that opens new databases for a round. */
function openersByEngine(server: string, folder: string): Record<string, (roundNumber: number) => Opener> {
  return {
    PostgreSQL: (roundNumber) => async (name) => {
      const database = `import_${name}_${roundNumber}`
      await runOnServer(server, `create database ${database}`)
      return openDatabase({ url: `${server}/${database}`, log })
    },
    PGlite: (roundNumber) => (name) => openDatabase({ dataDir: join(folder, `${name}-${roundNumber}`), log }),
  }
}

async function main(): Promise<void> {
  const [fileCount = 24, roundCount = 3] = process.argv.slice(2).map(Number)
  const paths = readdirSync(FOLDER)
    .toSorted()
    .slice(0, fileCount)
    .map((name) => join(FOLDER, name))
  const folder = mkdtempSync(join(tmpdir(), 'dateline-bench-'))
  const roundsByEngine = new Map<string, Round[]>()
  try {
    await withPostgres(async (server) => {
      for (let n = 0; n < roundCount; n++) {
        for (const [engine, openerOf] of Object.entries(openersByEngine(server, folder))) {
          roundsByEngine.set(engine, [...(roundsByEngine.get(engine) ?? []), await runRound(openerOf(n), paths)])
        }
      }
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  console.log(
    '| engine | rows read | rows written | reading, s | import, s | second import, s | COPY, s | COPY / import | COPY / import without reading |',
  )
  console.log('| --- |' + ' ---: |'.repeat(8))
  for (const [engine, rounds] of roundsByEngine) {
    const medianOf = (measure: (round: Round) => number) => median(rounds.map(measure))
    const ratio = medianOf(({ copy, load }) => copy / load)
    const ratioWithoutReading = medianOf(({ copy, load, read }) => copy / (load - read))
    const cells = [
      medianOf(({ readRows }) => readRows),
      medianOf(({ writtenRows }) => writtenRows),
      ...(['read', 'load', 'repeat', 'copy'] as const).map((key) => medianOf((round) => round[key]).toFixed(2)),
      ratio.toFixed(2),
      ratioWithoutReading.toFixed(2),
    ]
    console.log(`| ${engine} | ${cells.join(' | ')} |`)
  }
}

await main()
