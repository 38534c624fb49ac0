import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { acceptReport, type Receipt } from '../intake/accept.ts'
import type { Database } from '../schema/tables/database.ts'

/**
 * Stores the bundled reports by the one way in. Those that are stored already stay as they are.
 * @param db a migrated database
 * @param folder where the reports are, one JSON document a file
 * @returns what became of each
 */
export const seedDatabase = async (db: Database, folder: string): Promise<Receipt[]> => {
  const receipts: Receipt[] = []
  for (const name of readdirSync(folder).toSorted()) {
    if (!name.endsWith('.json')) continue
    const document: unknown = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    receipts.push(await acceptReport(db, document, { by: 'seed' }))
  }
  return receipts
}
