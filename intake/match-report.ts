import { sql } from 'drizzle-orm'
import type { Database } from '../schema/tables/database.ts'
import type { ReportDocument } from './document.ts'
import { ACTORS, matchDrafts, PLACES, type Matches } from './match.ts'
import type { Note, Problem } from './problem.ts'

interface MatchedReport {
  places: Matches
  actors: Matches
  problems: Problem[]
}

/** The advisory lock of those who bring new places and actors, of which the database knows no more than this number. */
const NEWCOMERS = 4_851_001

/**
 * Finds out which places and actors of a report are already stored. Where some are not, those of two reports at once may
 * be the same without looking it (one by its name, one by an identifier): whoever brings new ones waits until others
 * who do are done, and looks again. Who brings none waits for nobody.
 * @param tx a transaction; it holds the lock until its end
 * @param report a checked document
 */
export const matchReport = async (tx: Database, report: ReportDocument): Promise<MatchedReport> => {
  const matched = await match(tx, report)
  if (matched.problems.length > 0 || (!matched.places.areNew && !matched.actors.areNew)) return matched
  await tx.execute(sql`select pg_advisory_xact_lock(${NEWCOMERS}::bigint)`)
  return match(tx, report)
}

const match = async (tx: Database, report: ReportDocument): Promise<MatchedReport> => {
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  return {
    places: await matchDrafts(tx, PLACES, report.places, note),
    actors: await matchDrafts(tx, ACTORS, report.actors, note),
    problems,
  }
}
