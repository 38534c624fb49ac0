import type { BulkLoader } from '../../database/connection/bulk-load.ts'
import { takeWriteLock } from '../../database/sql/write-lock.ts'
import { appendRevisions } from '../../ingest/history/revisions.ts'
import { readBatches, type Batch } from '../feed/batches.ts'
import { type FeedSource } from '../feed/feed-source.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import type { Input } from '../read/input.ts'
import { reasonOf } from '../values/text.ts'
import { beginImport, count, noCounts, recordProgress, type CommandPosition, type ImportCounts } from './import-log.ts'
import { storeMentionRows } from './mention-rows.ts'
import { Release, retractMissing } from './retract-missing.ts'
import { ImportSession } from './session.ts'
import { storeBatch, type Outcome } from './store-batch.ts'

/** How a file is to be imported. */
export interface ImportOptions {
  /** The file is complete for its range: what is stored within it and is not in the file, is retracted. */
  release?: boolean
  /** Fail at the first row that cannot be used, instead of setting it aside. */
  strict?: boolean
  /** The rows of the file where they are being read already, in batches that are stored whole or not at all. */
  batches?: AsyncGenerator<Batch>
  /** Takes the rows that cannot be used. */
  onRejectedRow?: (row: RejectedRow) => void
  /** Which file of which command it is. */
  part?: CommandPosition
  /** One for all files that are imported on a connection spares work. */
  session?: ImportSession
  /** Is told how far the import has come, after every batch. */
  onBatch?: (tally: Readonly<ImportCounts>) => void
}

/** A row that cannot be used, where none may be. */
export class StrictImportError extends Error {}

/**
 * Imports one file, batch by batch; each is stored whole or not at all, with its place in the ledger. The same file again
 * writes nothing.
 * @param loading a connection that no other import uses
 * @param importer of the file's format
 * @param input the file
 * @returns what it came to
 * @throws {StrictImportError} at a row that cannot be used, where `strict`
 */
export async function importFile(
  loading: BulkLoader,
  importer: Importer,
  input: Input,
  options: ImportOptions = {},
): Promise<ImportCounts> {
  const { session = new ImportSession(), batches = readBatches(importer, input) } = options
  const datasetId = await session.datasetOf(loading.db, importer)
  const id = await beginImport(loading.db, datasetId, importer, input, options.part)
  const run = new Run(
    loading,
    { datasetId, by: `import ${importer.dataset.name}`, listsAllMentions: importer.listsAllMentions },
    id,
    session,
    options,
  )
  try {
    for await (const batch of batches) await run.store(batch)
    await run.end()
    return run.tally
  } catch (error) {
    await recordProgress(loading.db, id, run.stored, { state: 'FAILED', error: reasonOf(error) }).catch(() => undefined)
    session.forget()
    throw error
  }
}

function refusalOf({ line, column, reason }: RejectedRow): StrictImportError {
  return new StrictImportError(
    `Line ${line}${column ? `, column ${column}` : ''}: ${reason}. Without --strict such rows are set aside.`,
  )
}

/** One run of a file. */
class Run {
  readonly tally = noCounts()
  /** What it had come to when a batch was last stored. */
  stored = noCounts()
  readonly #release = new Release()
  readonly #loading: BulkLoader
  readonly #source: FeedSource
  readonly #id: string
  readonly #options: ImportOptions
  readonly #session: ImportSession

  constructor(loading: BulkLoader, source: FeedSource, id: string, session: ImportSession, options: ImportOptions) {
    this.#loading = loading
    this.#source = source
    this.#id = id
    this.#options = options
    this.#session = session
  }

  #count(row: RejectedRow): void {
    this.tally.rowsRejected++
    count(this.tally.rejectedRows, row.reason)
    this.#options.onRejectedRow?.(row)
  }

  /** Stores a batch. */
  async store({ rowsRead, rows, mentions, rejectedRows }: Batch): Promise<void> {
    const source = this.#source
    const [unusable] = rejectedRows
    if (unusable && this.#options.strict) throw refusalOf(unusable)
    this.tally.rowsRead += rowsRead
    for (const row of rejectedRows) this.#count(row)
    if (this.#options.release) for (const row of rows) this.#release.note(row)
    const writtenBefore = this.#written()
    const unknown = await this.#loading.transaction(async (tx, copy) => {
      await takeWriteLock(tx)
      const { outcome, history } = await storeBatch(tx, copy, this.#session.cache, source, rows)
      const later = await storeMentionRows(
        tx,
        this.#session.cache,
        mentions.map(({ mention }) => mention),
        source,
      )
      await appendRevisions(tx, [...history, ...later.history], copy)
      this.#add({ ...outcome, mentionsWritten: outcome.mentionsWritten + later.mentionsWritten })
      for (const { warnings } of rows) for (const warning of warnings) count(this.tally.warnings, warning)
      await recordProgress(tx, this.#id, this.tally)
      return later.unknown
    })
    for (const { line, mention } of mentions) {
      if (!unknown.has(mention)) continue
      // Most mentions of a slice are of older events: that is no fault of the row.
      const reason = 'speaks of an event that is not stored'
      this.#count({
        line,
        column: 'GLOBALEVENTID',
        reason,
        text: `${mention.row} ${mention.mention.article.url ?? mention.mention.article.headline}`,
      })
    }
    this.stored = structuredClone(this.tally)
    await this.#session.statistics.recordWrites(this.#loading.db, this.#written() - writtenBefore)
    this.#options.onBatch?.(this.tally)
  }

  /** Retracts what a release no longer has, and closes the entry in the ledger. */
  async end(): Promise<void> {
    await this.#loading.transaction(async (tx) => {
      if (this.#options.release) {
        await takeWriteLock(tx)
        this.tally.eventsRetracted = await retractMissing(tx, this.#source.datasetId, this.#source.by, this.#release)
      }
      await recordProgress(tx, this.#id, this.tally, { state: 'DONE' })
    })
  }

  #written(): number {
    const { eventsCreated, eventsCorrected, mentionsWritten } = this.tally
    return eventsCreated + eventsCorrected + mentionsWritten
  }

  #add(outcome: Outcome): void {
    for (const [name, value] of Object.entries(outcome) as [keyof Outcome, number][]) this.tally[name] += value
  }
}
