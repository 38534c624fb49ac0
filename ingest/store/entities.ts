import { inArray } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { insertOrComplete } from '../../database/sql/insert.ts'
import { actors, memberships } from '../../database/tables/actor.ts'
import { ACTOR_TABLES, PLACE_TABLES } from '../../database/tables/entities.ts'
import { offices, tenures } from '../../database/tables/office.ts'
import { placeParents, places } from '../../database/tables/place.ts'
import { deriveUuid } from '../../database/values/ids.ts'
import { addActorNames, addPlaceNames } from '../derived/rename.ts'
import type { UuidOf } from '../format/references.ts'
import type { ReportDocument } from '../format/report.ts'
import { allNamesOf, storeNames } from './entity-names.ts'
import { unusedIds } from './unused-ids.ts'
import { missingUsualNames } from './usual-names.ts'

type ActorDraft = ReportDocument['actors'][number]
type PlaceDraft = ReportDocument['places'][number]

/**
 * The drafts with their UUIDs. If a stored row has another main name, the main name of the draft becomes an alias, so that
 * later reports match by it.
 */
function entitiesOf<Draft extends ActorDraft | PlaceDraft>(
  concept: 'actor' | 'place',
  drafts: readonly Draft[],
  uuidOf: UuidOf,
  renamedKeys: ReadonlySet<string>,
): (Draft & { id: string })[] {
  return drafts.map((draft) => {
    const { key, name } = draft
    const needsAlias = renamedKeys.has(key) && !draft.names.some((alias) => alias.name === name)
    const names = needsAlias ? [...draft.names, { name, kind: 'ALIAS' as const }] : draft.names
    return { ...draft, id: uuidOf(concept, key), names: [...names, ...missingUsualNames({ ...draft, names })] }
  })
}

/**
 * Inserts the places of a report. A stored place gains the names, external ids, parents and coordinates that it lacks.
 * @param renamedKeys keys of the places whose stored row has another name
 * @param datasetId UUID of the dataset of the report
 */
export async function storePlaces(
  tx: Database,
  { places: drafts }: ReportDocument,
  uuidOf: UuidOf,
  renamedKeys: ReadonlySet<string>,
  datasetId: string,
): Promise<void> {
  const entities = entitiesOf('place', drafts, uuidOf, renamedKeys)
  await insertOrComplete(
    tx,
    places,
    entities.map(({ id, kind, name, latitude, longitude }) => ({ id, kind, name, latitude, longitude })),
    { key: ['id'], fill: ['latitude', 'longitude'] },
  )
  await storeNames(tx, PLACE_TABLES, entities, datasetId)
  await insertOrComplete(
    tx,
    placeParents,
    entities.flatMap(({ id: placeId, parents }) =>
      parents.map(({ kind, place, from, until }) => {
        const parentId = uuidOf('place', place)
        const id = deriveUuid(0, 'place-parent', placeId, kind, parentId, from ?? '')
        return { id, placeId, parentId, kind, validFrom: from, validUntil: until }
      }),
    ),
    { key: ['placeId', 'kind', 'parentId', 'validFrom'], fill: ['validUntil'] },
  )
  await addPlaceNames(tx, allNamesOf(entities))
}

/**
 * Inserts the actors of a report. A stored actor gains the names, external ids, memberships, description and country that
 * it lacks.
 * @param renamedKeys keys of the actors whose stored row has another name
 * @param datasetId UUID of the dataset of the report
 */
export async function storeActors(
  tx: Database,
  { actors: drafts }: ReportDocument,
  uuidOf: UuidOf,
  renamedKeys: ReadonlySet<string>,
  datasetId: string,
): Promise<void> {
  const entities = entitiesOf('actor', drafts, uuidOf, renamedKeys)
  await insertOrComplete(
    tx,
    actors,
    entities.map(({ id, kind, name, description, country }) => {
      const countryId = country === undefined ? null : uuidOf('place', country)
      return { id, kind, name, description, countryId }
    }),
    { key: ['id'], fill: ['description', 'countryId'] },
  )
  await storeNames(tx, ACTOR_TABLES, entities, datasetId)
  await insertOrComplete(
    tx,
    memberships,
    entities.flatMap(({ id: memberId, memberships: periods }) =>
      periods.map(({ organization, role, from, until }) => {
        const organizationId = uuidOf('actor', organization)
        const id = deriveUuid(0, 'membership', memberId, organizationId, role, from ?? '')
        return { id, memberId, organizationId, role, validFrom: from, validUntil: until }
      }),
    ),
    { key: ['memberId', 'organizationId', 'role', 'validFrom'], fill: ['validUntil'] },
  )
  await addActorNames(tx, allNamesOf(entities))
}

/** Inserts the tenures of the persons of a report. */
export function storeTenures(tx: Database, { actors: drafts }: ReportDocument, uuidOf: UuidOf): Promise<void> {
  return insertOrComplete(
    tx,
    tenures,
    drafts.flatMap((draft) =>
      draft.tenures.map(({ office, from, until }) => {
        const [personId, officeId] = [uuidOf('actor', draft.key), uuidOf('office', office)]
        const id = deriveUuid(0, 'tenure', personId, officeId, from ?? '')
        return { id, personId, officeId, validFrom: from, validUntil: until }
      }),
    ),
    { key: ['personId', 'officeId', 'validFrom'], fill: ['validUntil'] },
  )
}

/**
 * Inserts the new offices of a report. An office is identified by its title and the organization that it belongs to.
 * @param tx a transaction in which the actors and places of the report are stored
 * @returns the UUID of each office by its local key
 */
export async function storeOffices(
  tx: Database,
  drafts: ReportDocument['offices'],
  uuidOf: UuidOf,
): Promise<Map<string, string>> {
  if (drafts.length === 0) return new Map()
  const rows = drafts.map(({ key, title, organization, place }) => {
    const organizationId = organization === undefined ? null : uuidOf('actor', organization)
    const placeId = place === undefined ? null : uuidOf('place', place)
    return { key, title, organizationId, placeId }
  })
  const titles = [...new Set(rows.map(({ title }) => title))]
  const readStored = () => tx.select().from(offices).where(inArray(offices.title, titles))
  const identityOf = ({ title, organizationId }: Pick<typeof offices.$inferSelect, 'title' | 'organizationId'>) =>
    JSON.stringify([title, organizationId])
  const readIds = async () => new Map((await readStored()).map((row) => [identityOf(row), row.id]))
  const storedIds = await readIds()
  const newRows = rows.filter((row) => !storedIds.has(identityOf(row)))
  const newIds = await unusedIds(
    tx,
    offices,
    newRows.map(({ title, organizationId }) => ['office', title, organizationId ?? '']),
  )
  const idByKey = new Map(newRows.map(({ key }, i) => [key, newIds[i]]))
  await insertOrComplete(
    tx,
    offices,
    rows.map(({ key, ...row }) => ({ ...row, id: storedIds.get(identityOf(row)) ?? idByKey.get(key) ?? '' })),
    { key: ['title', 'organizationId'], fill: ['placeId'] },
  )
  const insertedIds = await readIds()
  return new Map(rows.map((row) => [row.key, insertedIds.get(identityOf(row)) ?? '']))
}
