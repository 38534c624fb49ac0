import type { Database } from '../../database/database.ts'
import { toId } from '../../database/values/ids.ts'
import { ReportRefused, type Note, type Problem } from '../format/problem.ts'
import { isStoredId, referencesIn, type Referable, type UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { storeActors, storePlaces, storeTenures } from '../store/entities.ts'
import { storeOffices } from '../store/store-office.ts'
import { storeStorylines } from '../store/storylines.ts'
import { checkSettled } from './check-resolved.ts'
import type { Matches } from './match-entities.ts'
import { matchReport } from './match-report.ts'
import { settleStoredIds } from './stored-ids.ts'

/** What became of an actor or a place of a document. */
export interface Settled {
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
 * @throws {ReportRefused} where an id is not stored, or a draft may be any of several
 */
export const settleReferences = async (
  tx: Database,
  report: ReportDocument,
  eventIds: Map<string, string>,
): Promise<{ uuidOf: UuidOf; settled: Settled[] }> => {
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  const standing = await settleStoredIds(tx, [...referencesIn(report)], note)
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
  checkSettled(report, uuidOf, note)
  if (problems.length > 0) throw new ReportRefused(problems)

  await storePlaces(tx, report, uuidOf, matched.places.named)
  await storeActors(tx, report, uuidOf, matched.actors.named)
  local.office = await storeOffices(tx, report.offices, uuidOf)
  local.storyline = await storeStorylines(tx, report.storylines, uuidOf)
  await storeTenures(tx, report, uuidOf)
  const settledOf = (concept: Settled['concept'], { uuids, fresh }: Matches): Settled[] =>
    [...uuids].map(([key, uuid]) => ({ concept, key, id: toId(concept, uuid), isNew: fresh.has(key) }))
  return { uuidOf, settled: [...settledOf('actor', matched.actors), ...settledOf('place', matched.places)] }
}
