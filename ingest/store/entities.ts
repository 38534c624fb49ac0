import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertNewRows } from '../../database/sql/insert.ts'
import { actorExternalIds, actorNames, actors, memberships } from '../../database/tables/actor.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { placeExternalIds, placeNames, placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { addActorNames, addPlaceNames } from '../derived/rename.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'

type Draft = ReportDocument['places'][number] | ReportDocument['actors'][number]

/** What is stored under another name gains the document's main one too: the next report may have nothing but that. */
function namesOf({ key, name, names }: Draft, named: ReadonlySet<string>): Draft['names'] {
  return named.has(key) && !names.some((other) => other.name === name) ? [...names, { name, kind: 'ALIAS' }] : names
}

function spellingsOf({ name, names }: Draft, id: string) {
  return [{ id, name }, ...names.map((other) => ({ id, name: other.name }))]
}

/**
 * Stores the places of a report, and what is new of those that are stored already.
 * @param named the keys of those that are stored under other names
 */
export async function storePlaces(
  tx: Database,
  { places: drafts }: ReportDocument,
  uuidOf: UuidOf,
  named: ReadonlySet<string>,
): Promise<void> {
  const drafted = drafts.map((draft) => ({ draft, placeId: uuidOf('place', draft.key) }))
  await insertNewRows(
    tx,
    places,
    drafted.map(({ draft: { kind, name, latitude, longitude }, placeId }) => ({
      id: placeId,
      kind,
      name,
      latitude,
      longitude,
    })),
  )
  await insertNewRows(
    tx,
    placeNames,
    drafted.flatMap(({ draft, placeId }) => namesOf(draft, named).map((name) => ({ placeId, ...name }))),
  )
  await insertNewRows(
    tx,
    placeExternalIds,
    drafted.flatMap(({ draft, placeId }) => draft.externalIds.map((id) => ({ ...id, placeId }))),
  )
  await insertNewRows(
    tx,
    placeParents,
    drafted.flatMap(({ draft, placeId }) =>
      draft.parents.map(({ kind, place, from, until }) => {
        const parentId = uuidOf('place', place)
        const id = deriveUuid(0, 'place-parent', placeId, kind, parentId, from ?? '')
        return { id, placeId, parentId, kind, validFrom: from, validUntil: until }
      }),
    ),
  )
  await addPlaceNames(
    tx,
    drafted.flatMap(({ draft, placeId }) => spellingsOf(draft, placeId)),
  )
}

/**
 * Stores the actors of a report, and what is new of those that are stored already.
 * @param named the keys of those that are stored under other names
 */
export async function storeActors(
  tx: Database,
  { actors: drafts }: ReportDocument,
  uuidOf: UuidOf,
  named: ReadonlySet<string>,
): Promise<void> {
  const drafted = drafts.map((draft) => ({ draft, actorId: uuidOf('actor', draft.key) }))
  await insertNewRows(
    tx,
    actors,
    drafted.map(({ draft: { kind, name, description, country }, actorId }) => {
      const countryId = country === undefined ? null : uuidOf('place', country)
      return { id: actorId, kind, name, description, countryId }
    }),
  )
  await insertNewRows(
    tx,
    actorNames,
    drafted.flatMap(({ draft, actorId }) => namesOf(draft, named).map((name) => ({ actorId, ...name }))),
  )
  await insertNewRows(
    tx,
    actorExternalIds,
    drafted.flatMap(({ draft, actorId }) => draft.externalIds.map((id) => ({ ...id, actorId }))),
  )
  await insertNewRows(
    tx,
    memberships,
    drafted.flatMap(({ draft, actorId: memberId }) =>
      draft.memberships.map(({ organization, role, from, until }) => {
        const organizationId = uuidOf('actor', organization)
        const id = deriveUuid(0, 'membership', memberId, organizationId, role, from ?? '')
        return { id, memberId, organizationId, role, validFrom: from, validUntil: until }
      }),
    ),
  )
  await addActorNames(
    tx,
    drafted.flatMap(({ draft, actorId }) => spellingsOf(draft, actorId)),
  )
}

/** Stores which persons of a report hold which offices. */
export function storeTenures(tx: Database, { actors: drafts }: ReportDocument, uuidOf: UuidOf): Promise<void> {
  return insertNewRows(
    tx,
    tenures,
    drafts.flatMap((draft) =>
      draft.tenures.map(({ office, from, until }) => {
        const [personId, officeId] = [uuidOf('actor', draft.key), uuidOf('office', office)]
        const id = deriveUuid(0, 'tenure', personId, officeId, from ?? '')
        return { id, personId, officeId, validFrom: from, validUntil: until }
      }),
    ),
  )
}

/**
 * Stores the offices of a report that are new: one is known by its title and the actor that it belongs to.
 * @param tx a transaction in which the report's actors and places are stored
 * @param drafts the offices of a checked document
 * @param uuidOf what its references to actors and places mean
 * @returns the UUID of each by its local key
 */
export async function storeOffices(
  tx: Database,
  drafts: ReportDocument['offices'],
  uuidOf: UuidOf,
): Promise<Map<string, string>> {
  if (drafts.length === 0) return new Map()
  const rows = drafts.map(({ title, organization, place }) => {
    const organizationId = organization === undefined ? null : uuidOf('actor', organization)
    const placeId = place === undefined ? null : uuidOf('place', place)
    return { id: deriveUuid(0, 'office', title, organizationId ?? ''), title, organizationId, placeId }
  })
  await insertNewRows(tx, offices, rows)
  const titles = [...new Set(rows.map(({ title }) => title))]
  const stored = await tx.select().from(offices).where(inArray(offices.title, titles))
  const ids = new Map(stored.map(({ id, title, organizationId }) => [JSON.stringify([title, organizationId]), id]))
  return new Map(drafts.map(({ key }, i) => [key, ids.get(JSON.stringify([rows[i]!.title, rows[i]!.organizationId]))!]))
}
