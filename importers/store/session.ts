import type { Database } from '../../database/database.ts'
import { StatisticsUpdater } from '../../database/sql/analyze.ts'
import type { Importer } from '../feed/importer.ts'
import { storeDataset } from './import-log.ts'

/** What the imports that follow each other on one connection need not find out again. */
export class ImportSession {
  readonly statistics = new StatisticsUpdater()
  #known = emptyCache()
  readonly #datasets = new Map<Importer, string>()

  /** What is stored already. */
  get cache(): ImportCache {
    return this.#known
  }

  /** Takes back what was learned in a transaction that failed. */
  forget(): void {
    this.#known = emptyCache()
  }

  /** @returns the UUID of an importer's dataset, which is stored first where need be */
  async datasetOf(db: Database, importer: Importer): Promise<string> {
    const known = this.#datasets.get(importer)
    if (known !== undefined) return known
    const id = await storeDataset(db, importer)
    this.#datasets.set(importer, id)
    return id
  }
}

/** What is stored already, by the UUIDs of drafts; one for the whole of an import. */
export interface ImportCache {
  actors: Map<string, string>
  places: Map<string, string>
  storylines: Map<string, string>
}

/** Nothing is known yet. */
function emptyCache(): ImportCache {
  return { actors: new Map(), places: new Map(), storylines: new Map() }
}
