import type { Database } from '../../database/database.ts'
import { Upkeep } from '../../database/sql/analyze.ts'
import type { Importer } from '../feed/importer.ts'
import { storeDataset } from './import-log.ts'
import { nothingKnown, type Known } from './references.ts'

/** What the imports that follow each other on one connection need not find out again. */
export class Session {
  readonly upkeep = new Upkeep()
  #known = nothingKnown()
  readonly #datasets = new Map<Importer, string>()

  /** What is stored already. */
  get known(): Known {
    return this.#known
  }

  /** Takes back what was learned in a transaction that failed. */
  forget(): void {
    this.#known = nothingKnown()
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
