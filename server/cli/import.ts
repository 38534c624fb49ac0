import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { prefetch } from '../../importers/feed/batches.ts'
import type { RejectedRow } from '../../importers/feed/importer.ts'
import { FEEDS } from '../../importers/importers.ts'
import { importReports } from '../../importers/json/import-reports.ts'
import { openFiles, REPORTS, type OpenFile } from '../../importers/open-files.ts'
import { UnreadableFileError } from '../../importers/read/input.ts'
import { importFile } from '../../importers/store/import-file.ts'
import { resumePoint, type CommandPosition, type ImportCounts } from '../../importers/store/import-log.ts'
import { ImportSession } from '../../importers/store/session.ts'
import { reasonOf } from '../../importers/values/text.ts'
import { parseArguments, UsageError } from './arguments.ts'
import { showProgress } from './progress.ts'

/** What `import` was asked to do. */
export interface ImportCommand {
  feed: string
  files: string[]
  release: boolean
  strict: boolean
  /** The folder for rows that cannot be used. */
  rejectedRows: string
}

/**
 * Reads the words after `import`.
 * @throws {UsageError} where they make no sense
 */
export function parseImportCommand(words: readonly string[]): ImportCommand {
  const parsed = parseArguments(words, {
    release: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    rejects: { type: 'string', default: 'rejects' },
  })
  const [feed, ...files] = parsed.positionals
  const known = [...Object.keys(FEEDS), REPORTS]
  const feeds = known.join(', ')
  if (feed === undefined || !known.includes(feed)) {
    throw new UsageError(
      `Say which feed the files are of: ${feeds}${feed === undefined ? '' : `. There is no feed ${feed}`}.`,
    )
  }
  if (files.length === 0) throw new UsageError(`Say which files to import, such as: import ${feed} FILE`)
  const { release, strict, rejects: rejectedRows } = parsed.values
  return { feed, files, release, strict, rejectedRows }
}

/** What became of one file. */
export interface FileOutcome {
  name: string
  /** Why nothing of it, or no more of it, was stored. */
  error?: string
  tally?: ImportCounts
  seconds: number
}

/**
 * Imports files, one after the other. One that is refused does not keep the others out.
 * @param open a migrated database
 * @param order what to import, and how
 * @param out where to write what became of each
 * @returns what became of each
 */
export async function runImport(
  open: OpenDatabase,
  order: ImportCommand,
  log: Log,
  out: NodeJS.WritableStream,
): Promise<FileOutcome[]> {
  const paths = await pathsOf(order.files)
  const onWait = () => out.write('Another import is running; this one waits for it.\n')
  return open.bulkLoad(async (loading) => {
    const outcomes: FileOutcome[] = []
    const session = new ImportSession()
    const command = commandOf(order, paths)
    const resumed = await resumePoint(loading.db, command, paths.length)
    let position = -1
    for await (const file of prefetch(openFiles(order.feed, paths))) {
      position++
      if ('input' in file && position < resumed.position && resumed.done.get(position) === file.input.sha256) {
        file.close()
        out.write(`${file.path}: done before the import was interrupted\n`)
        continue
      }
      const started = performance.now()
      const outcome: FileOutcome = { name: file.path, seconds: 0 }
      try {
        if ('error' in file) throw file.error
        outcome.tally = await importOne({ loading, file, order, part: { command, position }, session, log, out })
      } catch (error) {
        outcome.error = reasonOf(error)
        log.debug({ err: error, path: file.path }, 'A file was not imported')
        if (!(error instanceof UnreadableFileError) && !order.strict) throw error
      } finally {
        if ('close' in file) file.close()
        outcome.seconds = (performance.now() - started) / 1000
      }
      out.write(`${told(outcome)}\n`)
      outcomes.push(outcome)
    }
    await session.statistics.end(loading.db)
    return outcomes
  }, onWait)
}

function commandOf({ feed, release }: ImportCommand, paths: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([feed, release, paths.map((path) => resolve(path))]))
    .digest('base64url')
    .slice(0, 22)
}

async function pathsOf(files: readonly string[]): Promise<string[]> {
  const paths: string[] = []
  for (const file of files) {
    if (file === '-' || !isDynamicPattern(file)) paths.push(file)
    else {
      const found = (await glob(file, { expandDirectories: false, absolute: isAbsolute(file) })).toSorted()
      if (found.length === 0) throw new UsageError(`No file matches ${file}.`)
      paths.push(...found)
    }
  }
  return paths
}

interface One {
  loading: BulkLoader
  file: OpenFile
  order: ImportCommand
  part: CommandPosition
  session: ImportSession
  log: Log
  out: NodeJS.WritableStream
}

async function importOne({ loading, file, order, part, session, log, out }: One): Promise<ImportCounts> {
  const { input, rows } = file
  const { release, strict } = order
  const path = join(order.rejectedRows, `${input.name.replace(/[^\w.-]+/g, '-')}.${input.sha256.slice(0, 8)}.ndjson`)
  let sidecar: WriteStream | undefined
  const onSetAside = (row: RejectedRow) => {
    if (sidecar === undefined) {
      mkdirSync(dirname(path), { recursive: true })
      sidecar = createWriteStream(path)
    }
    sidecar.write(`${JSON.stringify({ file: input.name, ...row })}\n`)
  }
  const progress = showProgress(input, log, out)
  try {
    const options = { release, strict, onSetAside, part, session, onBatch: progress.update }
    return rows === undefined
      ? await importReports(loading.db, input, options)
      : await importFile(loading, rows.importer, input, { ...options, batches: rows.batches })
  } finally {
    progress.end()
    if (sidecar) await new Promise((done) => sidecar!.end(done))
  }
}

function told({ name, error, tally, seconds }: FileOutcome): string {
  if (tally === undefined) return `${name}: ${error}`
  const {
    rowsRead,
    rowsUnchanged,
    rowsMerged,
    rowsRejected,
    eventsCreated,
    eventsCorrected,
    eventsRetracted,
    mentionsWritten,
  } = tally
  const rate = Math.round(rowsRead / seconds)
  const lines = [
    `${name}: ${rowsRead} rows in ${seconds.toFixed(1)} s (${rate} a second): ${eventsCreated} events created, ${eventsCorrected} corrected, ${eventsRetracted} retracted; ${rowsMerged} rows merged, ${rowsUnchanged} unchanged, ${rowsRejected} set aside; ${mentionsWritten} reports written`,
    ...[...tally.rejectedRows].map(([reason, times]) => `  set aside: ${times} x ${reason}`),
    ...[...tally.warnings].map(([warning, times]) => `  warning: ${times} x ${warning}`),
  ]
  return lines.join('\n')
}
