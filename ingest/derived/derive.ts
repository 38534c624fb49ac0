import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { mentions } from '../../database/tables/mention.ts'
import { participations } from '../../database/tables/participation.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { addCounterparts, dateCounterparts, removeCounterparts } from './counterparts.ts'
import { insertEventCountries } from './event-countries.ts'
import { countEvents } from './event-counts.ts'
import { insertEventTexts } from './event-texts.ts'

/**
 * Derives all that follows from new events: their countries, the words that find them, the counts, the contacts.
 * @param tx the transaction in which they were stored, with all that is theirs
 * @param eventIds their UUIDs
 */
export async function deriveEvents(tx: Database, eventIds: readonly string[]): Promise<void> {
  await insertEventCountries(tx, eventIds)
  await insertEventTexts(tx, eventIds)
  await countEvents(tx, eventIds, 1)
  await addCounterparts(tx, eventIds)
}

/**
 * Changes stored events - corrects, retracts, merges, deletes them - so that all that follows from them stays true.
 * Nothing else may change a stored event, or what is its own.
 * @param tx a transaction
 * @param eventIds the UUIDs of all events that are changed
 * @param change makes the change
 */
export async function changeEvents(
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  if (eventIds.length === 0) return
  await countEvents(tx, eventIds, -1)
  const touched = await removeCounterparts(tx, eventIds)
  await change()
  for (const table of [participations, mentions, eventStorylines, claimAttributions])
    await settleTimes(tx, table, eventIds)
  for (const table of [eventCountries, eventTexts]) {
    await tx.execute(sql`delete from ${table} where event_id = any(${sql.param(eventIds)}::uuid[])`)
  }
  await deriveEvents(tx, eventIds)
  await dateCounterparts(tx, touched)
}

/**
 * Changes the mentions of stored events, and nothing else of them, so that all counts stay true.
 * @param tx a transaction
 * @param eventIds the UUIDs of all events whose mentions are changed
 * @param change makes the change
 */
export async function changeMentions(
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> {
  await countEvents(tx, eventIds, -1)
  await change()
  await countEvents(tx, eventIds, 1)
}

/**
 * Counts the mentions of stored events anew, after some were added or removed.
 * @param tx a transaction, within `changeEvents` or `changeReports`
 * @param eventIds their UUIDs
 */
export async function countMentions(tx: Database, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await tx.execute(sql`update ${events} e set mention_count = found.mentions, publisher_count = found.publishers
    from (select asked.id, count(r.article_id)::int as mentions, count(distinct r.publisher_id)::int as publishers
      from unnest(${sql.param(eventIds)}::uuid[]) asked(id) left join ${mentions} r on r.event_id = asked.id group by asked.id) found
    where e.id = found.id`)
}

/** The children of an event are listed by its time. */
async function settleTimes(tx: Database, table: PgTable, eventIds: readonly string[]): Promise<void> {
  await tx.execute(sql`update ${table} child set occurred_sort = e.occurred_sort from ${events} e
    where e.id = child.event_id and e.id = any(${sql.param(eventIds)}::uuid[]) and child.occurred_sort <> e.occurred_sort`)
}
