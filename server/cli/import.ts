import { createHash } from 'node:crypto'
import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs'
import { dirname, isAbsolute, join, resolve } from 'node:path'
import { glob, isDynamicPattern } from 'tinyglobby'
import type { Loading } from '../../database/connection/bulk-load.ts'
import type { OpenDatabase } from '../../database/connection/connection.ts'
import type { Log } from '../../database/log.ts'
import { aheadOf } from '../../importers/feed/batches.ts'
import type { SetAside } from '../../importers/feed/importer.ts'
import { FEEDS } from '../../importers/importers.ts'
import { importReports } from '../../importers/json/import-reports.ts'
import { openFiles, REPORTS, type OpenFile } from '../../importers/open-files.ts'
import { FileRefused } from '../../importers/read/input.ts'
import { importFile } from '../../importers/store/import-file.ts'
import { resumePoint, type CommandPart, type Tally } from '../../importers/store/import-log.ts'
import { Session } from '../../importers/store/session.ts'
import { reasonOf } from '../../importers/values/text.ts'
import { readWords, UsageError } from './arguments.ts'
import { showProgress } from './progress.ts'

/** What `import` was asked to do. */
export interface ImportOrder {
  feed: string
  files: string[]
  release: boolean
  strict: boolean
  /** The folder for rows that cannot be used. */
  setAside: string
}

/**
 * Reads the words after `import`.
 * @throws {UsageError} where they make no sense
 */
export const readImportOrder = (words: readonly string[]): ImportOrder => {
  const parsed = readWords(words, {
    release: { type: 'boolean', default: false },
    strict: { type: 'boolean', default: false },
    'set-aside': { type: 'string', default: 'set-aside' },
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
  const { release, strict, 'set-aside': setAside } = parsed.values
  return { feed, files, release, strict, setAside }
}

/** What became of one file. */
export interface FileOutcome {
  name: string
  /** Why nothing of it, or no more of it, was stored. */
  error?: string
  tally?: Tally
  seconds: number
}

/**
 * Imports files, one after the other. One that is refused does not keep the others out.
 * @param open a migrated database
 * @param order what to import, and how
 * @param out where to write what became of each
 * @returns what became of each
 */
export const runImport = async (
  open: OpenDatabase,
  order: ImportOrder,
  log: Log,
  out: NodeJS.WritableStream,
): Promise<FileOutcome[]> => {
  const paths = await pathsOf(order.files)
  const onWait = () => out.write('Another import is running; this one waits for it.\n')
  return open.load(async (loading) => {
    const outcomes: FileOutcome[] = []
    const session = new Session()
    const command = commandOf(order, paths)
    const resumed = await resumePoint(loading.db, command, paths.length)
    let position = -1
    for await (const file of aheadOf(openFiles(order.feed, paths))) {
      position++
      if ('input' in file && position < resumed.position && resumed.done.get(position) === file.input.sha256) {
        file.close()
        out.write(`${file.path}: done before the import was interrupted\n`)
        continue
      }
      const started = performance.now()
      const outcome: FileOutcome = { name: file.path, seconds: 0 }
      try {
        if ('refused' in file) throw file.refused
        outcome.tally = await importOne({ loading, file, order, part: { command, position }, session, log, out })
      } catch (error) {
        outcome.error = reasonOf(error)
        log.debug({ err: error, path: file.path }, 'A file was not imported')
        if (!(error instanceof FileRefused) && !order.strict) throw error
      } finally {
        if ('close' in file) file.close()
        outcome.seconds = (performance.now() - started) / 1000
      }
      out.write(`${told(outcome)}\n`)
      outcomes.push(outcome)
    }
    await session.upkeep.end(loading.db)
    return outcomes
  }, onWait)
}

const commandOf = ({ feed, release }: ImportOrder, paths: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify([feed, release, paths.map((path) => resolve(path))]))
    .digest('base64url')
    .slice(0, 22)

const pathsOf = async (files: readonly string[]): Promise<string[]> => {
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
  loading: Loading
  file: OpenFile
  order: ImportOrder
  part: CommandPart
  session: Session
  log: Log
  out: NodeJS.WritableStream
}

const importOne = async ({ loading, file, order, part, session, log, out }: One): Promise<Tally> => {
  const { input, rows } = file
  const { release, strict } = order
  const path = join(order.setAside, `${input.name.replace(/[^\w.-]+/g, '-')}.${input.sha256.slice(0, 8)}.ndjson`)
  let sidecar: WriteStream | undefined
  const onSetAside = (row: SetAside) => {
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

const told = ({ name, error, tally, seconds }: FileOutcome): string => {
  if (tally === undefined) return `${name}: ${error}`
  const {
    rowsRead,
    rowsUnchanged,
    rowsMerged,
    rowsSetAside,
    eventsCreated,
    eventsCorrected,
    eventsRetracted,
    reportsWritten,
  } = tally
  const rate = Math.round(rowsRead / seconds)
  const lines = [
    `${name}: ${rowsRead} rows in ${seconds.toFixed(1)} s (${rate} a second): ${eventsCreated} events created, ${eventsCorrected} corrected, ${eventsRetracted} retracted; ${rowsMerged} rows merged, ${rowsUnchanged} unchanged, ${rowsSetAside} set aside; ${reportsWritten} reports written`,
    ...[...tally.setAside].map(([reason, times]) => `  set aside: ${times} x ${reason}`),
    ...[...tally.warnings].map(([warning, times]) => `  warning: ${times} x ${warning}`),
  ]
  return lines.join('\n')
}
