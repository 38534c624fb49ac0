import type { Database } from '../../database/database.ts'
import type { Note, Problem } from '../format/problem.ts'
import type { ReportDocument } from '../format/report.ts'
import { ACTORS, matchDrafts, PLACES, type Matches } from './match-entities.ts'

interface MatchedReport {
  places: Matches
  actors: Matches
  problems: Problem[]
}

/**
 * Finds out which places and actors of a report are already stored. Whoever writes is alone: nobody else brings the same
 * ones meanwhile.
 * @param tx a transaction of whoever holds the lock of those who write
 * @param report a checked document
 */
export const matchReport = async (tx: Database, report: ReportDocument): Promise<MatchedReport> => {
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  return {
    places: await matchDrafts(tx, PLACES, report.places, note),
    actors: await matchDrafts(tx, ACTORS, report.actors, note),
    problems,
  }
}
