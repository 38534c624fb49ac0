import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { ACTOR_TABLES, PLACE_TABLES } from '../../database/tables/entities.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { placeAncestors } from '../../database/tables/place.ts'
import { changeEvents } from './derive.ts'
import { insertEventTexts } from './event-texts.ts'
import { addAncestors } from './place-ancestors.ts'
import { addSpellings, rebuildSpellings, type NamedRow } from './spellings.ts'

/**
 * Adds names of actors to the derived tables, so that searches find the actors and their events by the names.
 * @param tx a transaction in which the names are stored
 */
export async function addActorNames(tx: Database, names: readonly NamedRow[]): Promise<void> {
  const actorIds = await addSpellings(tx, ACTOR_TABLES, names)
  if (actorIds.size === 0) return
  await refreshTexts(
    tx,
    sql`select event_id from ${participations} where actor_id = any(${sql.param([...actorIds])}::uuid[])`,
  )
}

/**
 * Adds names and ancestors of places to the derived tables, so that searches find the events there by the names, and
 * the events count for the countries of the places.
 * @param tx a transaction in which the names and the edges between places are stored
 */
export async function addPlaceNames(tx: Database, names: readonly NamedRow[]): Promise<void> {
  const renamedIds = await addSpellings(tx, PLACE_TABLES, names)
  const movedIds = await addAncestors(
    tx,
    names.map(({ id }) => id),
  )
  if (renamedIds.size + movedIds.size === 0) return
  await refreshTexts(
    tx,
    eventsAt(
      sql`select place_id from ${placeAncestors} where ancestor_id = any(${sql.param([...renamedIds])}::uuid[])`,
    ),
  )
  await updateEventsAt(tx, [...movedIds])
}

/**
 * Recomputes the spellings of actors whose names have changed, and the search texts of their events.
 * @param ids UUIDs
 */
export async function renameActors(tx: Database, ids: readonly string[]): Promise<void> {
  await rebuildSpellings(tx, ACTOR_TABLES, ids)
  await refreshTexts(tx, sql`select event_id from ${participations} where ${inUuids(participations.actorId, ids)}`)
}

/**
 * Recomputes the spellings of places whose names have changed, and the search texts of the events there.
 * @param ids UUIDs
 */
export async function renamePlaces(tx: Database, ids: readonly string[]): Promise<void> {
  await rebuildSpellings(tx, PLACE_TABLES, ids)
  await refreshTexts(
    tx,
    eventsAt(sql`select place_id from ${placeAncestors} where ancestor_id = any(${sql.param(ids)}::uuid[])`),
  )
}

/**
 * Updates the derived tables of all events at places: their search texts have the names of the places, and their
 * countries follow from the ancestors.
 * @param placeIds UUIDs of the places and all places within them
 * @param exceptIds UUIDs of the events whose derived tables are already up to date
 */
export async function updateEventsAt(
  tx: Database,
  placeIds: readonly string[],
  exceptIds: ReadonlySet<string> = new Set(),
): Promise<void> {
  const eventIds = await readEventIdsAt(tx, placeIds)
  await changeEvents(
    tx,
    eventIds.filter((id) => !exceptIds.has(id)),
    async () => undefined,
  )
}

/**
 * Reads which events have a location at one of these places.
 * @returns UUIDs; those of merged events first, since the locations of their targets are derived from them
 */
export async function readEventIdsAt(tx: Database, placeIds: readonly string[]): Promise<string[]> {
  const rows = await readRows<{ id: string }>(
    tx,
    sql`select id::text as id from ${events} where id in (${eventsAt(sql`select unnest(${sql.param(placeIds)}::uuid[])`)})
    order by merged_into_id is null, id`,
  )
  return rows.map(({ id }) => id)
}

/** @param placeQuery selects the UUIDs of places */
function eventsAt(placeQuery: SQL): SQL {
  return sql`select id from ${events} where place_id in (${placeQuery})
    union all select event_id from ${eventLocations} where place_id in (${placeQuery})`
}

/** @param eventQuery selects the UUIDs of the events */
async function refreshTexts(tx: Database, eventQuery: SQL): Promise<void> {
  const eventIds = await readIds(tx, eventQuery)
  if (eventIds.length === 0) return
  await tx.execute(sql`delete from ${eventTexts} where event_id = any(${sql.param(eventIds)}::uuid[])`)
  await insertEventTexts(tx, eventIds)
}

async function readIds(tx: Database, query: SQL): Promise<string[]> {
  const rows = await readRows<{ id: string }>(tx, sql`select distinct id::text as id from (${query}) q(id)`)
  return rows.map(({ id }) => id)
}
