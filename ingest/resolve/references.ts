import type { Database } from '../../database/database.ts'
import { ACTOR_TABLES, PLACE_TABLES } from '../../database/tables/entities.ts'
import { toId } from '../../database/values/ids.ts'
import { InvalidReportError, type AddProblem, type Problem } from '../format/problem.ts'
import { isStoredId, referencesIn, type Referable, type UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { storeActors, storeOffices, storePlaces, storeTenures } from '../store/entities.ts'
import { storeStorylines } from '../store/storylines.ts'
import { withUsualCode } from '../store/usual-names.ts'
import { checkResolved } from './check-resolved.ts'
import { matchDrafts, type Matches } from './match-entities.ts'
import { resolveStoredIds } from './stored-ids.ts'

/** The stored object that an actor or place of a document was resolved to. */
export interface ResolvedReference {
  concept: 'actor' | 'place'
  /** The local key in the document. */
  key: string
  /** The public id of the stored object. */
  id: string
  isNew: boolean
}

/**
 * Resolves the references of a report to stored places, actors, offices and storylines, and creates those that are new.
 * Stored objects gain names, identifiers, relations and missing values from the report; no value of theirs is changed
 * or removed.
 * @param tx a transaction that holds the write lock
 * @param document a checked document
 * @param eventIds UUIDs of the events of the report by local key
 * @param datasetId UUID of the dataset of the report, which names and identifiers are attributed to
 * @returns the resolved references, and the actors and places with their public ids
 * @throws {InvalidReportError} if an id is not stored, or an actor or place matches several stored ones
 */
export async function resolveReferences(
  tx: Database,
  document: ReportDocument,
  eventIds: Map<string, string>,
  datasetId: string,
): Promise<{ uuidOf: UuidOf; resolved: ResolvedReference[] }> {
  const report = {
    ...document,
    places: document.places.map((draft) => withUsualCode(draft)),
    actors: document.actors.map((draft) => withUsualCode(draft)),
  }
  const problems: Problem[] = []
  const addProblem: AddProblem = (path, message) => problems.push({ path, message })
  const uuidOfStored = await resolveStoredIds(tx, [...referencesIn(report)], addProblem)
  // The write lock keeps other reports from storing the same places and actors in the meantime.
  const places = await matchDrafts(tx, PLACE_TABLES, report.places, addProblem)
  const actors = await matchDrafts(tx, ACTOR_TABLES, report.actors, addProblem)
  const uuidsByKey: Record<Referable, Map<string, string>> = {
    place: places.uuids,
    actor: actors.uuids,
    event: eventIds,
    office: new Map(),
    storyline: new Map(),
  }
  const uuidOf: UuidOf = (concept, reference) => {
    const uuid = isStoredId(reference) ? uuidOfStored(reference) : uuidsByKey[concept].get(reference)
    if (uuid === undefined) throw new RangeError(`"${reference}" is not the key of a resolved ${concept}.`)
    return uuid
  }
  checkResolved(report, uuidOf, addProblem)
  if (problems.length > 0) throw new InvalidReportError(problems)

  await storePlaces(tx, report, uuidOf, places.renamedKeys, datasetId)
  await storeActors(tx, report, uuidOf, actors.renamedKeys, datasetId)
  uuidsByKey.office = await storeOffices(tx, report.offices, uuidOf)
  uuidsByKey.storyline = await storeStorylines(tx, report.storylines, uuidOf)
  await storeTenures(tx, report, uuidOf)
  return { uuidOf, resolved: [...resolvedReferences('actor', actors), ...resolvedReferences('place', places)] }
}

function resolvedReferences(concept: ResolvedReference['concept'], { uuids, newKeys }: Matches): ResolvedReference[] {
  return [...uuids].map(([key, uuid]) => ({ concept, key, id: toId(concept, uuid), isNew: newKeys.has(key) }))
}
