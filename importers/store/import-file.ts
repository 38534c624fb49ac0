import type { BulkLoader, CopyRows } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { isDataError } from '../../database/sql/sql-state.ts'
import { takeWriteLock } from '../../database/sql/write-lock.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { halvesOf, readBatches, type Batch, type BatchRows } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import { InterruptedError } from '../feed/interrupted.ts'
import { StrictImportError, unmatchedMention, unstorableRows } from '../feed/rejected-rows.ts'
import { RepeatedRows } from '../feed/repeated-rows.ts'
import type { Input } from '../read/input.ts'
import { reasonOf } from '../values/error-reason.ts'
import {
  addCounts,
  assertRowsAddUp,
  beginImport,
  countRejectedRow,
  emptyCounts,
  increment,
  markInterrupted,
  recordProgress,
  type ImportCounts,
} from './import-log.ts'
import { storeMentionRows } from './mention-rows.ts'
import {
  assertComplete,
  assertSameDay,
  findSuperseded,
  recordRelease,
  Release,
  retractMissing,
  type ReleaseName,
} from './release.ts'
import { ImportSession, type ImportOptions } from './session.ts'
import { storeBatch } from './store-batch.ts'

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
  await markInterrupted(loader.db)
  const importId = await beginImport(loader.db, datasetId, importer.format, input, {
    ...(options.commandPosition && { commandPosition: options.commandPosition }),
    ...(options.release && { release: options.release.name }),
  })
  const source = {
    datasetId,
    method: importer.dataset.method,
    by: `import ${importer.dataset.name}`,
    reason:
      options.release === undefined ? `File ${input.name}` : `Release ${options.release.name}, file ${input.name}`,
    listsAllMentions: importer.listsAllMentions,
  }
  const fileImport = new FileImport(loader, source, importId, session, options)
  try {
    if (options.release) await fileImport.begin(options.release, readBatches(importer, input))
    for await (const batch of batches) {
      await fileImport.store(batch)
      if (options.signal?.aborted) throw new InterruptedError(fileImport.counts.rowsRead)
    }
    await fileImport.finish()
    return fileImport.counts
  } catch (error) {
    const state = error instanceof InterruptedError ? ('INTERRUPTED' as const) : ('FAILED' as const)
    const end = { state, error: reasonOf(error) }
    await recordProgress(loader.db, importId, fileImport.counts, end).catch(() => undefined)
    session.clearCache()
    throw error
  }
}

class FileImport {
  /** The counts of what is committed; a failed import logs these. */
  counts = emptyCounts()
  readonly #release = new Release()
  readonly #repeatedRows = new RepeatedRows()
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

  /**
   * Reads a release to its end before anything is stored.
   * @throws {ReleaseGuardError} if it lacks too many stored events
   */
  async begin(release: ReleaseName, batches: AsyncGenerator<Batch>): Promise<void> {
    const { datasetId } = this.#source
    await assertSameDay(this.#loader.db, datasetId, release)
    for await (const { eventRows } of batches) for (const row of eventRows) this.#release.add(row)
    if (this.#options.isConfirmed !== true) await assertComplete(this.#loader.db, datasetId, this.#release, release)
  }

  async store({ rejectedRows, ...rows }: Batch): Promise<void> {
    const [firstRejected] = rejectedRows
    if (firstRejected && this.#options.strict) throw new StrictImportError(firstRejected)
    const { repeatedCount, contradictingCount, ...uniqueRows } = this.#repeatedRows.removeFrom(rows)
    const counts = structuredClone(this.counts)
    counts.rowsRead += rejectedRows.length + repeatedCount
    counts.rowsRepeated += repeatedCount
    if (contradictingCount > 0) {
      const warning = 'the number of an earlier row of the file, with other values; the last row counts'
      increment(counts.warnings, warning, contradictingCount)
    }
    this.counts = counts
    this.#reject(rejectedRows)
    const writtenBefore = this.#writtenCount()
    await this.#storeOrReject(uniqueRows)
    await this.#session.statistics.recordWrites(this.#loader.db, this.#writtenCount() - writtenBefore)
    this.#options.onBatch?.(this.counts)
  }

  /** Retracts the events that a release lacks, and marks the import as done in the import log. */
  async finish(): Promise<void> {
    assertRowsAddUp(this.counts)
    await this.#loader.transaction(async (tx) => {
      const { release } = this.#options
      if (release) {
        await takeWriteLock(tx)
        const history = await retractMissing(tx, this.#source, this.#release, release)
        this.counts.eventsRetracted = history.length
        await recordRelease(tx, this.#source.datasetId, this.#release, release)
        await appendRevisions(tx, history)
        this.#options.onHistory?.(history)
      }
      await recordProgress(tx, this.#importId, this.counts, { state: 'DONE' })
    })
  }

  /**
   * Stores rows in one transaction. The importers reject values that the database cannot hold; should one remain, the
   * rows are stored in halves until the row with the value is found and rejected.
   */
  async #storeOrReject(rows: BatchRows): Promise<void> {
    try {
      const { counts, unmatched, history } = await this.#loader.transaction((tx, copy) =>
        this.#storeRows(tx, copy, rows),
      )
      this.counts = counts
      this.#options.onHistory?.(history)
      // Not an error even if `strict` is set: most mentions of a slice are of events of earlier slices.
      for (const row of unmatched) this.#options.onRejectedRow?.(row)
    } catch (error) {
      if (!isDataError(error)) throw error
      this.#session.clearCache()
      const size = rows.eventRows.length + rows.mentionRows.length
      if (size === 0) throw error
      if (size === 1) this.#rejectUnstorable(rows, reasonOf(error))
      else for (const half of halvesOf(rows)) await this.#storeOrReject(half)
    }
  }

  async #storeRows(tx: Database, copy: CopyRows, { eventRows: allRows, mentionRows }: BatchRows) {
    const counts = structuredClone(this.counts)
    const source = this.#source
    await takeWriteLock(tx)
    const superseded = await findSuperseded(tx, source.datasetId, this.#options.release, allRows)
    const eventRows = allRows.filter(({ rowNumber }) => !superseded.has(rowNumber))
    counts.rowsSuperseded += allRows.length - eventRows.length
    const { cache } = this.#session
    const ofEvents = await storeBatch(tx, copy, cache, source, eventRows)
    const drafts = mentionRows.map(({ mentionRow }) => mentionRow)
    const ofMentions = await storeMentionRows(tx, cache, source, drafts)
    const history = [...ofEvents.history, ...ofMentions.history]
    await appendRevisions(tx, history, copy)
    counts.rowsRead += allRows.length + mentionRows.length
    addCounts(counts, ofEvents.counts)
    addCounts(counts, ofMentions.counts)
    for (const { warnings } of [...eventRows, ...drafts])
      for (const warning of warnings) increment(counts.warnings, warning)
    const unmatched = mentionRows
      .filter(({ mentionRow }) => ofMentions.unmatched.has(mentionRow))
      .map(({ line, mentionRow }) => unmatchedMention(line, mentionRow))
    for (const row of unmatched) countRejectedRow(counts, row)
    await recordProgress(tx, this.#importId, counts)
    return { counts, unmatched, history }
  }

  #rejectUnstorable(rows: BatchRows, cause: string): void {
    const rejected = unstorableRows(rows, cause)
    const [first] = rejected
    if (first && this.#options.strict) throw new StrictImportError(first)
    this.counts.rowsRead += rejected.length
    this.#reject(rejected)
  }

  #reject(rows: readonly RejectedRow[]): void {
    for (const row of rows) {
      countRejectedRow(this.counts, row)
      this.#options.onRejectedRow?.(row)
    }
  }

  #writtenCount(): number {
    const { eventsCreated, eventsCorrected, mentionsWritten } = this.counts
    return eventsCreated + eventsCorrected + mentionsWritten
  }
}
