import { sql, type SQL } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { readRows } from '../../database/sql/rows.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { placeAncestors } from '../../database/tables/place.ts'
import { changeEvents } from './derive.ts'
import { insertEventTexts } from './event-texts.ts'
import { addAncestors } from './place-ancestors.ts'
import { addSpellings, type NamedRow } from './spellings.ts'

/**
 * Takes in names of actors: those who are stored already are found by them from now on, and so are their events.
 * @param tx a transaction in which the names are stored
 */
export async function addActorNames(tx: Database, named: readonly NamedRow[]): Promise<void> {
  const gained = await addSpellings(tx, 'actor', named)
  if (gained.size === 0) return
  await refreshTexts(
    tx,
    sql`select event_id from ${participations} where actor_id = any(${sql.param([...gained])}::uuid[])`,
  )
}

/**
 * Takes in names of places, and what they lie within: what is located there is found by the names, and counted for the
 * countries, from now on.
 * @param tx a transaction in which the names and the edges between places are stored
 */
export async function addPlaceNames(tx: Database, named: readonly NamedRow[]): Promise<void> {
  const renamed = await addSpellings(tx, 'place', named)
  const moved = await addAncestors(
    tx,
    named.map(({ id }) => id),
  )
  if (renamed.size + moved.size === 0) return
  await refreshTexts(
    tx,
    sql`select e.id from ${events} e join ${placeAncestors} a on a.place_id = e.place_id where a.ancestor_id = any(${sql.param([...renamed])}::uuid[])`,
  )
  const located = await idsOf(tx, sql`select id from ${events} where place_id = any(${sql.param([...moved])}::uuid[])`)
  await changeEvents(tx, located, async () => undefined)
}

async function refreshTexts(tx: Database, ofEvents: SQL): Promise<void> {
  const eventIds = await idsOf(tx, ofEvents)
  if (eventIds.length === 0) return
  await tx.execute(sql`delete from ${eventTexts} where event_id = any(${sql.param(eventIds)}::uuid[])`)
  await insertEventTexts(tx, eventIds)
}

async function idsOf(tx: Database, found: SQL): Promise<string[]> {
  const rows = await readRows<{ id: string }>(tx, sql`select distinct id::text as id from (${found}) found(id)`)
  return rows.map(({ id }) => id)
}
