import { inArray, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import { deriveUuid, readId } from '../schema/ids.ts'
import { actors } from '../schema/tables/actor.ts'
import type { Database } from '../schema/tables/database.ts'
import { events } from '../schema/tables/event.ts'
import { offices } from '../schema/tables/office.ts'
import { places } from '../schema/tables/place.ts'
import { storylines } from '../schema/tables/storyline.ts'
import type { ReportDocument } from './document.ts'
import { insertNewRows } from './insert.ts'
import { ACTORS, matchDrafts, PLACES } from './match.ts'
import { ReportRefused, type Note, type Problem } from './problem.ts'
import { isStoredId, referencesIn, type Referable, type UuidOf } from './references.ts'
import { storeActors, storePlaces, storeTenures } from './store-named.ts'

/**
 * Stores what a report's events refer to - places, actors, offices, storylines - as far as it is new. What is already
 * stored gains names, identifiers and ties, and loses nothing.
 * @param tx a transaction
 * @param report a checked document
 * @param eventIds the UUIDs of its events by their keys
 * @returns what its references mean
 * @throws {ReportRefused} where an id is not stored, or a draft may be any of several
 */
export const settleReferences = async (
  tx: Database,
  report: ReportDocument,
  eventIds: Map<string, string>,
): Promise<UuidOf> => {
  const problems: Problem[] = []
  const note: Note = (path, message) => problems.push({ path, message })
  await checkStoredIds(tx, report, note)
  const placeIds = await matchDrafts(tx, PLACES, report.places, note)
  const actorIds = await matchDrafts(tx, ACTORS, report.actors, note)
  if (problems.length > 0) throw new ReportRefused(problems)
  const local: Record<Referable, Map<string, string>> = {
    place: placeIds,
    actor: actorIds,
    event: eventIds,
    office: new Map(),
    storyline: new Map(),
  }
  const uuidOf: UuidOf = (concept, reference) =>
    isStoredId(reference) ? readId(reference)!.uuid : local[concept].get(reference)!

  await storePlaces(tx, report, uuidOf)
  await storeActors(tx, report, uuidOf)
  for (const office of report.offices) local.office.set(office.key, await storeOffice(tx, office, uuidOf))
  for (const storyline of inOrder(report.storylines))
    local.storyline.set(storyline.key, await storeStoryline(tx, storyline, uuidOf))
  await storeTenures(tx, report, uuidOf)
  return uuidOf
}

const STORED: Record<Referable, PgTable & { id: PgColumn }> = {
  actor: actors,
  event: events,
  office: offices,
  place: places,
  storyline: storylines,
}

const checkStoredIds = async (tx: Database, report: ReportDocument, note: Note): Promise<void> => {
  const asked = [...referencesIn(report)].filter(({ value }) => isStoredId(value))
  for (const [concept, table] of Object.entries(STORED) as [Referable, PgTable & { id: PgColumn }][]) {
    const references = asked.filter((reference) => reference.concept === concept)
    if (references.length === 0) continue
    const ids = references.map(({ value }) => readId(value)!.uuid)
    const found = new Set(
      (await tx.select({ id: table.id }).from(table).where(inArray(table.id, ids))).map(({ id }) => id as string),
    )
    for (const { path, value } of references) {
      if (!found.has(readId(value)!.uuid)) note(path, `"${value}" is not stored here.`)
    }
  }
}

const storeOffice = async (
  tx: Database,
  office: ReportDocument['offices'][number],
  uuidOf: UuidOf,
): Promise<string> => {
  const organizationId = office.organization === undefined ? null : uuidOf('actor', office.organization)
  const id = deriveUuid(0, 'office', office.title, organizationId ?? '')
  const placeId = office.place === undefined ? null : uuidOf('place', office.place)
  await insertNewRows(tx, offices, [{ id, title: office.title, organizationId, placeId }])
  const [stored] = await tx
    .select({ id: offices.id })
    .from(offices)
    .where(
      sql`${offices.title} = ${office.title} and ${offices.organizationId} is not distinct from ${organizationId}::uuid`,
    )
  return stored!.id
}

const storeStoryline = async (
  tx: Database,
  storyline: ReportDocument['storylines'][number],
  uuidOf: UuidOf,
): Promise<string> => {
  const { title, summary, parent } = storyline
  const parentId = parent === undefined ? null : uuidOf('storyline', parent)
  await insertNewRows(tx, storylines, [{ id: deriveUuid(0, 'storyline', title), title, summary, parentId }])
  const [stored] = await tx
    .select({ id: storylines.id })
    .from(storylines)
    .where(sql`${storylines.title} = ${title}`)
  return stored!.id
}

/** Parents before their parts. */
const inOrder = (drafts: ReportDocument['storylines']): ReportDocument['storylines'] => {
  const depthOf = (draft: ReportDocument['storylines'][number]): number => {
    const parent = drafts.find(({ key }) => key === draft.parent)
    return parent ? 1 + depthOf(parent) : 0
  }
  return drafts.toSorted((one, other) => depthOf(one) - depthOf(other))
}
