import type { Database } from '../../database/database.ts'
import { StatisticsUpdater } from '../../database/sql/analyze.ts'
import type { RevisionDraft } from '../../ingest/history/revisions.ts'
import type { Batch } from '../feed/batches.ts'
import type { Importer, RejectedRow } from '../feed/importer.ts'
import { storeDataset, type CommandPosition, type ImportCounts } from './import-log.ts'
import type { ReleaseName } from './release.ts'

/** State that the imports of one connection share, to save lookups. */
export class ImportSession {
  readonly statistics = new StatisticsUpdater()
  #cache = emptyCache()
  readonly #datasetIds = new Map<Importer, string>()

  get cache(): ImportCache {
    return this.#cache
  }

  /** Clears the cache, which may hold ids of rows that a failed transaction did not store. */
  clearCache(): void {
    this.#cache = emptyCache()
  }

  /** Stores the dataset of an importer if it is new. @returns its UUID */
  async datasetIdOf(db: Database, importer: Importer): Promise<string> {
    const cachedId = this.#datasetIds.get(importer)
    if (cachedId !== undefined) return cachedId
    const id = await storeDataset(db, importer)
    this.#datasetIds.set(importer, id)
    return id
  }
}

/** What is known of the stored actors or places. */
export interface EntityCache {
  /** UUIDs of stored rows by the UUIDs of the drafts. */
  ids: Map<string, string>
  /** What the drafts said that are stored. */
  known: Set<string>
}

/** UUIDs of stored rows; the functions that store rows add to it. */
export interface ImportCache {
  actors: EntityCache
  places: EntityCache
  /** By title. */
  storylines: Map<string, string>
  /** The storylines with their parents that are stored: see `storeStorylines`. */
  storylineParents: Set<string>
}

function emptyCache(): ImportCache {
  const emptyEntityCache = () => ({ ids: new Map<string, string>(), known: new Set<string>() })
  return { actors: emptyEntityCache(), places: emptyEntityCache(), storylines: new Map(), storylineParents: new Set() }
}

/**
 * Looks up the UUID of a stored row.
 * @throws {Error} if the row was not stored first
 */
export function cachedId(cachedIds: ReadonlyMap<string, string>, key: string): string {
  const id = cachedIds.get(key)
  if (id === undefined) throw new Error(`${key} is not stored yet.`)
  return id
}

export interface ImportOptions {
  /** The release for which the file is complete: events of its range that the file lacks are retracted. */
  release?: ReleaseName | undefined
  /** True to retract any number of events. */
  isConfirmed?: boolean
  /** Receives the revisions that each step of the import makes. */
  onHistory?: ((revisions: readonly RevisionDraft[]) => void) | undefined
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
