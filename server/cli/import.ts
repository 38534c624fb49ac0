import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { showValue } from '../../database/values/show-value.ts'
import { prefetch } from '../../importers/feed/batches.ts'
import type { RejectedRow } from '../../importers/feed/importer.ts'
import { InterruptedError } from '../../importers/feed/interrupted.ts'
import { importReports } from '../../importers/json/import-reports.ts'
import { openFiles, type OpenFile } from '../../importers/open-files.ts'
import { UnreadableFileError, type Input } from '../../importers/read/input.ts'
import { importFile } from '../../importers/store/import-file.ts'
import { findResumePoint, type CommandPosition, type ImportCounts } from '../../importers/store/import-log.ts'
import { ReleaseGuardError } from '../../importers/store/release.ts'
import { ImportSession, type ImportOptions } from '../../importers/store/session.ts'
import { reasonOf } from '../../importers/values/error-reason.ts'
import { UsageError } from './arguments.ts'
import { CODED_NOTE } from './coded-note.ts'
import { describeFirstRows, describeHistory, rolledBack } from './dry-run.ts'
import type { ImportCommand } from './import-arguments.ts'
import { describeOutcome, type FileOutcome } from './import-output.ts'
import { showProgress } from './progress.ts'

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
    let isCoded = false
    for await (const file of prefetch(openFiles(command.feed, paths, command.spreadsheet?.mapping))) {
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
        isCoded ||= file.rows?.importer.dataset.method === 'CODED'
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
    if (isCoded) out.write(CODED_NOTE)
    if (command.dryRun === true) out.write('Dry run: nothing was stored.\n')
    return outcomes
  }
  return open.bulkLoad(
    (loader) => (command.dryRun === true ? rolledBack(loader, importAll) : importAll(loader)),
    onWait,
  )
}

/** Identifies a command in the import log, so that an interrupted command can continue. */
function digestOf({ feed, release, spreadsheet }: ImportCommand, paths: readonly string[]): string {
  const identity = [feed, release ?? null, paths.map((path) => resolve(path)), spreadsheet?.sha256]
  return createHash('sha256').update(JSON.stringify(identity)).digest('base64url').slice(0, 22)
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
  if (dryRun && rows && command.spreadsheet) out.write(await describeFirstRows(rows.importer, input))
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
