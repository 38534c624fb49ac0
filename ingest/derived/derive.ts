import { sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { claimAttributions } from '../../database/tables/claim.ts'
import { eventCountries } from '../../database/tables/event-country.ts'
import { eventTexts } from '../../database/tables/event-text.ts'
import { events } from '../../database/tables/event.ts'
import { participations } from '../../database/tables/participation.ts'
import { reports } from '../../database/tables/report.ts'
import { eventStorylines } from '../../database/tables/storyline.ts'
import { addContacts, dateContacts, removeContacts } from './counterparts.ts'
import { enterCountries } from './event-countries.ts'
import { countEvents } from './event-counts.ts'
import { enterTexts } from './event-texts.ts'

/**
 * Derives all that follows from new events: their countries, the words that find them, the counts, the contacts.
 * @param tx the transaction in which they were stored, with all that is theirs
 * @param eventIds their UUIDs
 */
export const deriveEvents = async (tx: Database, eventIds: readonly string[]): Promise<void> => {
  await enterCountries(tx, eventIds)
  await enterTexts(tx, eventIds)
  await countEvents(tx, eventIds, 1)
  await addContacts(tx, eventIds)
}

/**
 * Changes stored events - corrects, retracts, merges, deletes them - so that all that follows from them stays true.
 * Nothing else may change a stored event, or what is its own.
 * @param tx a transaction
 * @param eventIds the UUIDs of all events that are changed
 * @param change makes the change
 */
export const changeEvents = async (
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> => {
  if (eventIds.length === 0) return
  await countEvents(tx, eventIds, -1)
  const touched = await removeContacts(tx, eventIds)
  await change()
  for (const table of [participations, reports, eventStorylines, claimAttributions])
    await settleTimes(tx, table, eventIds)
  for (const table of [eventCountries, eventTexts]) {
    await tx.execute(sql`delete from ${table} where event_id = any(${sql.param(eventIds)}::uuid[])`)
  }
  await deriveEvents(tx, eventIds)
  await dateContacts(tx, touched)
}

/**
 * Changes the reports of stored events, and nothing else of them, so that all counts stay true.
 * @param tx a transaction
 * @param eventIds the UUIDs of all events whose reports are changed
 * @param change makes the change
 */
export const changeReports = async (
  tx: Database,
  eventIds: readonly string[],
  change: () => Promise<void>,
): Promise<void> => {
  await countEvents(tx, eventIds, -1)
  await change()
  await countEvents(tx, eventIds, 1)
}

/**
 * Counts the reports of stored events anew, after some were added or removed.
 * @param tx a transaction, within `changeEvents` or `changeReports`
 * @param eventIds their UUIDs
 */
export const countReports = async (tx: Database, eventIds: readonly string[]): Promise<void> => {
  if (eventIds.length === 0) return
  await tx.execute(sql`update ${events} e set report_count = found.reports, publisher_count = found.publishers
    from (select asked.id, count(r.article_id)::int as reports, count(distinct r.publisher_id)::int as publishers
      from unnest(${sql.param(eventIds)}::uuid[]) asked(id) left join ${reports} r on r.event_id = asked.id group by asked.id) found
    where e.id = found.id`)
}

/** The children of an event are listed by its time. */
const settleTimes = async (tx: Database, table: PgTable, eventIds: readonly string[]): Promise<void> => {
  await tx.execute(sql`update ${table} child set occurred_sort = e.occurred_sort from ${events} e
    where e.id = child.event_id and e.id = any(${sql.param(eventIds)}::uuid[]) and child.occurred_sort <> e.occurred_sort`)
}
