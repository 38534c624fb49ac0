import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database/database.ts'
import { IdempotencyKeyError } from '../ingest/format/problem.ts'
import { publishReport } from '../ingest/publish.ts'

/** What became of a bundled report: stored now, stored before, or stored before from a file that has changed since. */
export interface SeedOutcome {
  file: string
  outcome: 'STORED' | 'KNOWN' | 'CHANGED'
}

/**
 * Stores the bundled reports by the one way in. Those that are stored already stay as they are, even where a later
 * Dateline brings another version of the file: what is stored changes by corrections, never by a start.
 * @param db a migrated database
 * @param folder where the reports are, one JSON document a file
 * @throws {ReportRefused} where a report is wrong
 */
export async function seedDatabase(db: Database, folder: string): Promise<SeedOutcome[]> {
  const seeded: SeedOutcome[] = []
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.json')) continue
    const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    seeded.push({ file, outcome: await store(db, document) })
  }
  return seeded
}

async function store(db: Database, document: unknown): Promise<SeedOutcome['outcome']> {
  try {
    const { created } = await publishReport(db, document, { by: 'seed' })
    return created ? 'STORED' : 'KNOWN'
  } catch (error) {
    if (error instanceof IdempotencyKeyError) return 'CHANGED'
    throw error
  }
}
