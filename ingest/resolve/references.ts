import type { Database } from '../../database/database.ts'
import { toId } from '../../database/values/ids.ts'
import { InvalidReportError, type AddProblem, type Problem } from '../format/problem.ts'
import { isStoredId, referencesIn, type Referable, type UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { storeActors, storeOffices, storePlaces, storeTenures } from '../store/entities.ts'
import { storeStorylines } from '../store/storylines.ts'
import { checkResolved } from './check-resolved.ts'
import type { Matches } from './match-entities.ts'
import { ACTORS, matchDrafts, PLACES } from './match-entities.ts'
import { resolveStoredIds } from './stored-ids.ts'

/** What became of an actor or a place of a document. */
export interface ResolvedReference {
  concept: 'actor' | 'place'
  /** Its local key. */
  key: string
  /** Its public id. */
  id: string
  /** Whether it was not stored before. */
  isNew: boolean
}

/**
 * Stores what a report's events refer to - places, actors, offices, storylines - as far as it is new. What is already
 * stored gains names, identifiers and ties, and loses nothing.
 * @param tx a transaction
 * @param report a checked document
 * @param eventIds the UUIDs of its events by their keys
 * @returns what its references mean, and what became of its actors and places
 * @throws {InvalidReportError} where an id is not stored, or a draft may be any of several
 */
export async function resolveReferences(
  tx: Database,
  report: ReportDocument,
  eventIds: Map<string, string>,
): Promise<{ uuidOf: UuidOf; resolved: ResolvedReference[] }> {
  const problems: Problem[] = []
  const note: AddProblem = (path, message) => problems.push({ path, message })
  const standing = await resolveStoredIds(tx, [...referencesIn(report)], note)
  const matched = await matchReport(tx, report)
  const local: Record<Referable, Map<string, string>> = {
    place: matched.places.uuids,
    actor: matched.actors.uuids,
    event: eventIds,
    office: new Map(),
    storyline: new Map(),
  }
  const uuidOf: UuidOf = (concept, reference) =>
    isStoredId(reference) ? standing(reference) : local[concept].get(reference)!
  problems.push(...matched.problems)
  checkResolved(report, uuidOf, note)
  if (problems.length > 0) throw new InvalidReportError(problems)

  await storePlaces(tx, report, uuidOf, matched.places.named)
  await storeActors(tx, report, uuidOf, matched.actors.named)
  local.office = await storeOffices(tx, report.offices, uuidOf)
  local.storyline = await storeStorylines(tx, report.storylines, uuidOf)
  await storeTenures(tx, report, uuidOf)
  const resolvedOf = (concept: ResolvedReference['concept'], { uuids, fresh }: Matches): ResolvedReference[] =>
    [...uuids].map(([key, uuid]) => ({ concept, key, id: toId(concept, uuid), isNew: fresh.has(key) }))
  return { uuidOf, resolved: [...resolvedOf('actor', matched.actors), ...resolvedOf('place', matched.places)] }
}

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
async function matchReport(tx: Database, report: ReportDocument): Promise<MatchedReport> {
  const problems: Problem[] = []
  const note: AddProblem = (path, message) => problems.push({ path, message })
  return {
    places: await matchDrafts(tx, PLACES, report.places, note),
    actors: await matchDrafts(tx, ACTORS, report.actors, note),
    problems,
  }
}
