import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { IMPORTED_METHODS } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import { prefetch } from '../../importers/feed/batches.ts'
import type { RejectedRow } from '../../importers/feed/importer.ts'
import { InterruptedError } from '../../importers/feed/interrupted.ts'
import { FEEDS } from '../../importers/importers.ts'
import { importReports } from '../../importers/json/import-reports.ts'
import { openFiles, REPORT_FEED, type OpenFile } from '../../importers/open-files.ts'
import { UnreadableFileError, type Input } from '../../importers/read/input.ts'
import { importFile, type ImportOptions } from '../../importers/store/import-file.ts'
import { findResumePoint, type CommandPosition, type ImportCounts } from '../../importers/store/import-log.ts'
import { ReleaseGuardError, type ReleaseName } from '../../importers/store/release.ts'
import { ImportSession } from '../../importers/store/session.ts'
import { isDay } from '../../importers/values/dates.ts'
import { reasonOf } from '../../importers/values/error-reason.ts'
import { parseArguments, UsageError } from './arguments.ts'
import { CODED_NOTE } from './coded-note.ts'
import { describeHistory, rolledBack } from './dry-run.ts'
import { showProgress } from './progress.ts'

export interface ImportCommand {
  feed: string
  files: string[]
  /** The release that the files belong to. */
  release?: ReleaseName | undefined
  /** Print what would change and store nothing. */
  dryRun?: boolean
  /** Retract any number of events of a release. */
  isConfirmed?: boolean
  strict: boolean
  /** The folder for the files of rejected rows. */
  rejectsFolder: string
  /** Print the result as JSON. */
  json: boolean
}

/**
 * Parses the arguments of `import`.
 * @throws {UsageError} if they are wrong
 */
export function parseImportCommand(args: readonly string[]): ImportCommand {
  const { positionals, values } = parseArguments(args, {
    release: { type: 'string' },
    'released-on': { type: 'string' },
    'dry-run': { type: 'boolean', default: false },
    yes: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    rejects: { type: 'string', default: 'rejects' },
    json: { type: 'boolean', default: false },
  })
  const [feed, ...files] = positionals
  const feeds = [...Object.keys(FEEDS), REPORT_FEED]
  if (feed === undefined || !feeds.includes(feed)) {
    const received = feed === undefined ? 'none' : showValue(feed)
    throw new UsageError(`The feed must be one of ${feeds.join(', ')}; got ${received}. Use import FEED FILE...`)
  }
  if (files.length === 0) throw new UsageError(`At least one file is required: import ${feed} FILE...`)
  const { strict, rejects: rejectsFolder, json, 'dry-run': dryRun, yes: isConfirmed } = values
  if (dryRun && feed === REPORT_FEED)
    throw new UsageError('--dry-run is for feeds. To check a report, use publishReport with dryRun: true.')
  const release = parseRelease(feed, values.release, values['released-on'])
  return { feed, files, release, strict, rejectsFolder, json, dryRun, isConfirmed }
}

function parseRelease(feed: string, name: string | undefined, releasedOn: string | undefined): ReleaseName | undefined {
  if (name === undefined && releasedOn === undefined) return undefined
  if (feed !== 'ucdp') throw new UsageError(`--release is for the feed ucdp, which has releases; got ${feed}.`)
  if (name === undefined || name.trim() === '' || name.length > 100)
    throw new UsageError('--released-on needs the name of the release: --release 23.1 --released-on 2023-06-01.')
  if (releasedOn === undefined || !isDay(releasedOn)) {
    const received = releasedOn === undefined ? 'none' : showValue(releasedOn)
    throw new UsageError(`--released-on must be the day of the release, such as 2023-06-01; got ${received}.`)
  }
  return { name, releasedOn }
}

export interface FileOutcome {
  name: string
  /** Why the file was not imported, or only in part. */
  error?: string
  /** Absent if the import failed. */
  counts?: ImportCounts
  seconds: number
  /** The rows that were stored before the command was interrupted. */
  rowsKept?: number
}

/** What the imports of all files of a command share. */
interface ImportContext {
  loader: BulkLoader
  command: ImportCommand
  session: ImportSession
  log: Log
  out: NodeJS.WritableStream
  signal: AbortSignal | undefined
}

/**
 * Imports files one after the other. After an unreadable file, the import continues with the next file.
 * @param open a migrated database
 * @param out receives the result of each file, and a last line about a feed whose events lists leave out by default
 * @param signal stops the import after the batch that is being stored
 * @returns the results of the files up to an interruption
 */
export async function runImport(
  open: OpenDatabase,
  command: ImportCommand,
  log: Log,
  out: NodeJS.WritableStream,
  signal?: AbortSignal,
): Promise<FileOutcome[]> {
  const paths = await expandPatterns(command.files)
  const onWait = () => out.write('Another import is running. Waiting for it to end.\n')
  const importAll = async (loader: BulkLoader) => {
    const context: ImportContext = { loader, command, session: new ImportSession(), log, out, signal }
    const outcomes: FileOutcome[] = []
    const digest = digestOf(command, paths)
    const resumePoint = await findResumePoint(loader.db, digest, paths.length)
    let position = -1
    for await (const file of prefetch(openFiles(command.feed, paths))) {
      position++
      if (signal?.aborted) {
        if ('close' in file) file.close()
        break
      }
      if ('input' in file && position < resumePoint.position && resumePoint.done.get(position) === file.input.sha256) {
        file.close()
        out.write(`${file.path}: skipped, imported before the interruption\n`)
        continue
      }
      const startedAt = performance.now()
      const outcome: FileOutcome = { name: file.path, seconds: 0 }
      try {
        if ('error' in file) throw file.error
        outcome.counts = await importOne(context, file, { command: digest, position })
      } catch (error) {
        outcome.error = reasonOf(error)
        if (error instanceof InterruptedError) outcome.rowsKept = error.rowsRead
        log.debug({ err: error, path: file.path }, 'A file was not imported')
        const isExpected =
          error instanceof UnreadableFileError ||
          error instanceof InterruptedError ||
          error instanceof ReleaseGuardError
        if (!isExpected && !command.strict) throw error
      } finally {
        if ('close' in file) file.close()
        outcome.seconds = (performance.now() - startedAt) / 1000
      }
      out.write(`${describeOutcome(outcome)}\n`)
      outcomes.push(outcome)
    }
    await context.session.statistics.end(loader.db)
    const isCoded = FEEDS[command.feed]?.some(({ dataset }) => IMPORTED_METHODS[dataset.name] === 'CODED') ?? false
    if (isCoded && outcomes.some(({ counts }) => counts !== undefined)) out.write(CODED_NOTE)
    if (command.dryRun === true) out.write('Dry run: nothing was stored.\n')
    return outcomes
  }
  return open.bulkLoad(
    (loader) => (command.dryRun === true ? rolledBack(loader, importAll) : importAll(loader)),
    onWait,
  )
}

/** Identifies a command in the import log, so that an interrupted command can continue. */
function digestOf({ feed, release }: ImportCommand, paths: readonly string[]): string {
  return createHash('sha256')
    .update(JSON.stringify([feed, release ?? null, paths.map((path) => resolve(path))]))
    .digest('base64url')
    .slice(0, 22)
}

async function expandPatterns(files: readonly string[]): Promise<string[]> {
  const paths: string[] = []
  for (const file of files) {
    if (file === '-' || !isDynamicPattern(file)) paths.push(file)
    else {
      const matches = (await glob(file, { expandDirectories: false, absolute: isAbsolute(file) })).toSorted()
      if (matches.length === 0) throw new UsageError(`No file matches the pattern ${showValue(file)}.`)
      paths.push(...matches)
    }
  }
  return paths
}

async function importOne(
  { loader, command, session, log, out, signal }: ImportContext,
  { input, rows }: OpenFile,
  commandPosition: CommandPosition,
): Promise<ImportCounts> {
  const { release, strict, rejectsFolder, isConfirmed = false, dryRun = false } = command
  const rejects = openRejectsFile(rejectsFolder, input)
  const progress = showProgress(input, log, out)
  try {
    const options: ImportOptions = {
      release,
      isConfirmed,
      ...(dryRun && { onHistory: (history) => out.write(describeHistory(history)) }),
      strict,
      commandPosition,
      session,
      onRejectedRow: rejects.write,
      onBatch: progress.update,
      signal,
    }
    return rows === undefined
      ? await importReports(loader.db, input, options)
      : await importFile(loader, rows.importer, input, { ...options, batches: rows.batches })
  } finally {
    progress.end()
    await rejects.end()
  }
}

/** Writes rejected rows to a file of the folder, one JSON object per line. The file is created at the first row. */
function openRejectsFile(folder: string, { name, sha256 }: Input) {
  const path = join(folder, `${name.replace(/[^\w.-]+/g, '-')}.${sha256.slice(0, 8)}.ndjson`)
  let stream: WriteStream | undefined
  return {
    write: (row: RejectedRow) => {
      if (stream === undefined) {
        mkdirSync(dirname(path), { recursive: true })
        stream = createWriteStream(path)
      }
      stream.write(`${JSON.stringify({ file: name, ...row })}\n`)
    },
    end: async () => {
      if (stream) await new Promise<void>((done) => stream?.end(done))
    },
  }
}

/** True if a command read rows but stored nothing, because it rejected all of them. */
export function isAllRejected(outcomes: readonly FileOutcome[]): boolean {
  const sum = (name: 'rowsRead' | 'rowsRejected') =>
    outcomes.reduce((total, { counts }) => total + (counts?.[name] ?? 0), 0)
  return sum('rowsRead') > 0 && sum('rowsRead') === sum('rowsRejected')
}

function describeUnchanged({ rowsUnchanged, rowsRepeated }: ImportCounts): string {
  const repeated = rowsRepeated > 0 ? ` (${rowsRepeated} repeated in the file)` : ''
  return `${rowsUnchanged + rowsRepeated} unchanged${repeated}`
}

function describeOutcome({ name, error, counts, seconds }: FileOutcome): string {
  if (counts === undefined) return `${name}: ${error}`
  const { rowsRead, eventsCreated, eventsCorrected, eventsRetracted } = counts
  const rate = Math.round(rowsRead / seconds)
  return [
    `${name}: ${rowsRead} rows in ${seconds.toFixed(1)} s (${rate} per second): ` +
      `${eventsCreated} events created, ${eventsCorrected} corrected, ${eventsRetracted} retracted; ` +
      `${counts.rowsMerged} rows merged, ${describeUnchanged(counts)}, ${counts.rowsRejected} rejected; ` +
      `${counts.mentionsWritten} mentions written`,
    ...(counts.rowsSuperseded > 0 ? [`  superseded by a newer release: ${counts.rowsSuperseded} rows`] : []),
    ...[...counts.rejectedRows].map(([rule, count]) => `  rejected: ${count} x ${rule}`),
    ...[...counts.warnings].map(([warning, count]) => `  warning: ${count} x ${warning}`),
  ].join('\n')
}
