import { eq } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { datasets } from '../../database/tables/dataset.ts'
import type { Input } from '../read/input.ts'
import {
  addCounts,
  beginImport,
  emptyCounts,
  increment,
  markInterrupted,
  recordProgress,
  type ImportCounts,
} from '../store/import-log.ts'

interface Entry {
  /** Undefined as long as the dataset is not stored. */
  importId: string | undefined
  counts: ImportCounts
}

const FORMAT = 'dateline-reports'
const REPORTS_PER_UPDATE = 100

/**
 * The import log of a file of reports: an entry for each dataset that the reports name. Lines that name none, or one
 * that is not stored, count in the entry of the first dataset; if no dataset is stored, there is no entry.
 */
export class ReportLog {
  readonly #db: Database
  readonly #input: Pick<Input, 'name' | 'sha256' | 'byteCount'>
  readonly #entries = new Map<string, Entry>()
  #updateCount = 0

  constructor(db: Database, input: Pick<Input, 'name' | 'sha256' | 'byteCount'>) {
    this.#db = db
    this.#input = input
  }

  async begin(): Promise<void> {
    await markInterrupted(this.#db)
  }

  /**
   * Counts a line.
   * @param name of the dataset
   * @param count adds the line to the counts of its dataset
   */
  async update(name = '', count: (counts: ImportCounts) => void): Promise<void> {
    const entry = this.#entries.get(name) ?? { importId: undefined, counts: emptyCounts() }
    this.#entries.set(name, entry)
    count(entry.counts)
    entry.importId ??=
      entry.counts.rowsWritten + entry.counts.rowsUnchanged > 0 ? await this.#beginEntry(name) : undefined
    if (++this.#updateCount % REPORTS_PER_UPDATE === 0) await this.#record()
  }

  /** Writes the entries at the end of the import. */
  async end(state: 'DONE' | 'FAILED' | 'INTERRUPTED', error?: string): Promise<void> {
    for (const [name, entry] of this.#entries) entry.importId ??= await this.#beginEntry(name)
    const [first] = [...this.#entries.values()].filter(({ importId }) => importId !== undefined)
    for (const [name, { importId, counts }] of this.#entries) {
      if (importId !== undefined || first === undefined) continue
      const { rejectedRows, warnings, ...numbers } = counts
      addCounts(first.counts, numbers)
      addReasons(first.counts.rejectedRows, rejectedRows)
      addReasons(first.counts.warnings, warnings)
      this.#entries.delete(name)
    }
    await this.#record({ state, ...(error !== undefined && { error }) })
  }

  async #record(end: Parameters<typeof recordProgress>[3] = {}): Promise<void> {
    for (const { importId, counts } of this.#entries.values())
      if (importId !== undefined) await recordProgress(this.#db, importId, counts, end)
  }

  /** @returns the UUID of a new entry; undefined if the dataset is not stored */
  async #beginEntry(name: string): Promise<string | undefined> {
    const [dataset] = await this.#db.select({ id: datasets.id }).from(datasets).where(eq(datasets.name, name))
    return dataset && beginImport(this.#db, dataset.id, FORMAT, this.#input)
  }
}

function addReasons(counts: Map<string, number>, added: ReadonlyMap<string, number>): void {
  for (const [reason, count] of added) increment(counts, reason, count)
}
