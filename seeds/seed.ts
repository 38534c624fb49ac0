import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../database/database.ts'
import { IdempotencyKeyError } from '../ingest/format/problem.ts'
import { publishReport } from '../ingest/publish.ts'

/**
 * The result for one bundled report: stored now (STORED), stored before (KNOWN), or stored before from a file that has
 * changed since (CHANGED).
 */
export interface SeedOutcome {
  file: string
  outcome: 'STORED' | 'KNOWN' | 'CHANGED'
}

/**
 * Publishes the bundled reports. Their quotes count as verified: tests compare them with the articles, whose texts may not
 * be bundled. Reports that are stored already do not change, even if a later version of Dateline has
 * another version of the file: stored events change only by corrections.
 * @param db a migrated database
 * @param folder the folder of the reports, one JSON document in each file
 * @throws {InvalidReportError} if a report is invalid
 */
export async function seedDatabase(db: Database, folder: string): Promise<SeedOutcome[]> {
  const outcomes: SeedOutcome[] = []
  for (const file of readdirSync(folder).toSorted()) {
    if (!file.endsWith('.json')) continue
    const document: unknown = JSON.parse(readFileSync(join(folder, file), 'utf8'))
    outcomes.push({ file, outcome: await publishOnce(db, document) })
  }
  return outcomes
}

async function publishOnce(db: Database, document: unknown): Promise<SeedOutcome['outcome']> {
  try {
    const { created } = await publishReport(db, document, { by: 'seed', areQuotesVerified: true })
    return created ? 'STORED' : 'KNOWN'
  } catch (error) {
    if (error instanceof IdempotencyKeyError) return 'CHANGED'
    throw error
  }
}
