import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventLocations } from '../../database/tables/event-location.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { timedPartTables } from '../parts/catalogue.ts'
import { addCounterparts, dateCounterparts, removeCounterparts } from './counterparts.ts'
import { countCells } from './counts/cell-counts.ts'
import { countEvents } from './counts/event-counts.ts'
import { insertEventCountries, insertEventLocations } from './event-locations.ts'
import { insertEventTexts } from './event-texts.ts'
import { recomputeCertaintyWithoutClaims, recomputeEvidence } from './evidence.ts'

/**
 * Adds new events to the derived tables: locations, countries, search texts, counts and counterparts.
 * @param tx the transaction in which the events were stored with all their parts
 * @param eventIds UUIDs
 */
export async function deriveEvents(tx: Database, eventIds: readonly string[]): Promise<void> {
  await insertEventLocations(tx, eventIds)
  await insertEventCountries(tx, eventIds)
  await insertEventTexts(tx, eventIds)
  await countAll(tx, eventIds, 1)
  await addCounterparts(tx, eventIds)
}

/**
 * Changes stored events and updates their evidence and the derived tables. Every correction, retraction, merge or deletion of a stored
 * event or its parts must go through this function.
 * @param eventIds UUIDs of all events that `change` may change
 */
export async function changeEvents(
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  if (eventIds.length === 0) return
  await countAll(tx, eventIds, -1)
  const pairs = await removeCounterparts(tx, eventIds)
  await change()
  await recomputeEvidence(tx, eventIds)
  await recomputeCertaintyWithoutClaims(tx, eventIds)
  for (const table of timedPartTables()) await syncEventTimes(tx, table, eventIds)
  for (const table of [eventLocations, eventCountries, eventTexts]) {
    await tx.execute(sql`delete from ${table} where event_id = any(${sql.param(eventIds)}::uuid[])`)
  }
  await deriveEvents(tx, eventIds)
  await dateCounterparts(tx, pairs)
}

/**
 * Changes only the mentions of stored events and updates the counts, the only derived tables that depend on mentions.
 * @param eventIds UUIDs of all events whose mentions `change` may change
 */
export async function changeMentions(
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  await countAll(tx, eventIds, -1)
  await change()
  await countAll(tx, eventIds, 1)
}

/** Adds events to the counts by time and place and to those of map cells, or subtracts them: see `countEvents`. */
async function countAll(tx: Database, eventIds: readonly string[], sign: 1 | -1): Promise<void> {
  await countEvents(tx, eventIds, sign)
  await countCells(tx, eventIds, sign)
}

/**
 * Recomputes the mention counts of stored events. Call it within `changeEvents` or `changeMentions`.
 * @param eventIds UUIDs
 */
export async function countMentions(tx: Database, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await tx.execute(sql`update ${events} e set mention_count = counted.mentions, publisher_count = counted.publishers
    from (select ids.id, count(m.article_id)::int as mentions, count(distinct m.publisher_id)::int as publishers
      from unnest(${sql.param(eventIds)}::uuid[]) ids(id) left join ${mentions} m on m.event_id = ids.id group by ids.id) counted
    where e.id = counted.id`)
}

/** Copies the time of events to their parts, which are listed by it. */
async function syncEventTimes(tx: Database, table: PgTable, eventIds: readonly string[]): Promise<void> {
  await tx.execute(sql`update ${table} part set occurred_sort = e.occurred_sort from ${events} e
    where e.id = part.event_id and e.id = any(${sql.param(eventIds)}::uuid[]) and part.occurred_sort <> e.occurred_sort`)
}
