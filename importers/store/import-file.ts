import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import { takeWriteLock } from '../../database/sql/write-lock.ts'
import { IMPORTED_METHODS } from '../../database/tables/enums.ts'
import { showValue } from '../../database/values/show-value.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { readBatches, type Batch } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import { InterruptedError } from '../feed/interrupted.ts'
import type { Input } from '../read/input.ts'
import { reasonOf } from '../values/error-reason.ts'
import {
  beginImport,
  countRejectedRow,
  emptyCounts,
  increment,
  recordProgress,
  type CommandPosition,
  type ImportCounts,
} from './import-log.ts'
import { storeMentionRows } from './mention-rows.ts'
import { Release, retractMissing } from './retract-missing.ts'
import { ImportSession } from './session.ts'
import { storeBatch, type BatchCounts } from './store-batch.ts'

export interface ImportOptions {
  /** True if the file is complete for its range: events of the range that the file lacks are retracted. */
  release?: boolean
  /** True to fail at the first rejected row. */
  strict?: boolean
  /** The batches of the file, if reading has started already; each is stored whole or not at all. */
  batches?: AsyncGenerator<Batch>
  onRejectedRow?: (row: RejectedRow) => void
  /** The command that imports the file, and the file's position in it. */
  commandPosition?: CommandPosition
  /** Shared by all files of one connection, to save lookups. */
  session?: ImportSession
  onBatch?: (counts: Readonly<ImportCounts>) => void
  /** Stops the import after the batch that is being stored. */
  signal?: AbortSignal | undefined
}

/** A row was rejected in an import with `strict`. */
export class StrictImportError extends Error {
  constructor({ line, column, reason }: RejectedRow) {
    const path = column === undefined || reason.startsWith(column) ? '' : `, ${column}`
    super(
      `Line ${line}${path}: ${reason.replace(/\.$/, '')}. ` +
        'Without --strict, the import rejects such rows and continues.',
    )
  }
}

/**
 * Imports a file in batches. Each batch is stored in one transaction, together with its counts in the import log.
 * Importing the same file again writes nothing.
 * @param loader a connection that no other import uses
 * @returns the counts of the file
 * @throws {StrictImportError} at the first rejected row if `strict` is set
 * @throws {InterruptedError} after a batch if `signal` is aborted
 */
export async function importFile(
  loader: BulkLoader,
  importer: Importer,
  input: Input,
  options: ImportOptions = {},
): Promise<ImportCounts> {
  const { session = new ImportSession(), batches = readBatches(importer, input) } = options
  const datasetId = await session.datasetIdOf(loader.db, importer)
  const importId = await beginImport(loader.db, datasetId, importer, input, options.commandPosition)
  const source = {
    datasetId,
    method: IMPORTED_METHODS[importer.dataset.name],
    by: `import ${importer.dataset.name}`,
    listsAllMentions: importer.listsAllMentions,
  }
  const fileImport = new FileImport(loader, source, importId, session, options)
  try {
    for await (const batch of batches) {
      await fileImport.store(batch)
      if (options.signal?.aborted) throw new InterruptedError(fileImport.counts.rowsRead)
    }
    await fileImport.finish()
    return fileImport.counts
  } catch (error) {
    const state = error instanceof InterruptedError ? ('INTERRUPTED' as const) : ('FAILED' as const)
    const end = { state, error: reasonOf(error) }
    await recordProgress(loader.db, importId, fileImport.storedCounts, end).catch(() => undefined)
    session.clearCache()
    throw error
  }
}

class FileImport {
  readonly counts = emptyCounts()
  /** The counts when the last batch was committed; a failed import logs these. */
  storedCounts = emptyCounts()
  readonly #release = new Release()
  readonly #loader: BulkLoader
  readonly #source: FeedSource
  readonly #importId: string
  readonly #options: ImportOptions
  readonly #session: ImportSession

  constructor(
    loader: BulkLoader,
    source: FeedSource,
    importId: string,
    session: ImportSession,
    options: ImportOptions,
  ) {
    this.#loader = loader
    this.#source = source
    this.#importId = importId
    this.#options = options
    this.#session = session
  }

  async store({ rowsRead, eventRows, mentionRows, rejectedRows }: Batch): Promise<void> {
    const source = this.#source
    const [firstRejected] = rejectedRows
    if (firstRejected && this.#options.strict) throw new StrictImportError(firstRejected)
    this.counts.rowsRead += rowsRead
    for (const row of rejectedRows) this.#reject(row)
    if (this.#options.release) for (const row of eventRows) this.#release.add(row)
    const writtenBefore = this.#writtenCount()
    const unmatched = await this.#loader.transaction(async (tx, copy) => {
      await takeWriteLock(tx)
      const { cache } = this.#session
      const { counts, history } = await storeBatch(tx, copy, cache, source, eventRows)
      const drafts = mentionRows.map(({ mentionRow }) => mentionRow)
      const stored = await storeMentionRows(tx, cache, source, drafts)
      await appendRevisions(tx, [...history, ...stored.history], copy)
      this.#add({ ...counts, mentionsWritten: counts.mentionsWritten + stored.mentionsWritten })
      for (const { warnings } of eventRows) for (const warning of warnings) increment(this.counts.warnings, warning)
      await recordProgress(tx, this.#importId, this.counts)
      return stored.unmatched
    })
    // Not an error even if `strict` is set: most mentions of a slice are of events of earlier slices.
    for (const { line, mentionRow } of mentionRows)
      if (unmatched.has(mentionRow)) this.#reject(toRejectedRow(line, mentionRow))
    this.storedCounts = structuredClone(this.counts)
    await this.#session.statistics.recordWrites(this.#loader.db, this.#writtenCount() - writtenBefore)
    this.#options.onBatch?.(this.counts)
  }

  /** Retracts the events that a release lacks, and marks the import as done in the import log. */
  async finish(): Promise<void> {
    await this.#loader.transaction(async (tx) => {
      if (this.#options.release) {
        await takeWriteLock(tx)
        this.counts.eventsRetracted = await retractMissing(tx, this.#source.datasetId, this.#source.by, this.#release)
      }
      await recordProgress(tx, this.#importId, this.counts, { state: 'DONE' })
    })
  }

  #reject(row: RejectedRow): void {
    countRejectedRow(this.counts, row)
    this.#options.onRejectedRow?.(row)
  }

  #writtenCount(): number {
    const { eventsCreated, eventsCorrected, mentionsWritten } = this.counts
    return eventsCreated + eventsCorrected + mentionsWritten
  }

  #add(counts: BatchCounts): void {
    for (const [name, value] of Object.entries(counts) as [keyof BatchCounts, number][]) this.counts[name] += value
  }
}

function toRejectedRow(line: number, { rowNumber, mention }: Batch['mentionRows'][number]['mentionRow']): RejectedRow {
  return {
    line,
    column: 'GLOBALEVENTID',
    reason: `GLOBALEVENTID must be the number of a stored event; got ${showValue(String(rowNumber))}`,
    text: `${rowNumber} ${mention.article.url ?? mention.article.headline}`,
  }
}
