import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { eventVersions } from '../../database/tables/event-version.ts'
import { events } from '../../database/tables/event.ts'
import { archivedTables } from '../parts/catalogue.ts'

/** The name of a table and all its rows of an event `e`, sorted so that the order of storage does not matter. */
function rowsIn(table: PgTable): SQL {
  const key = sql.identifier(table === events ? 'id' : 'event_id')
  const rows = sql`(select jsonb_agg(to_jsonb(t) order by t) from ${table} t where t.${key} = e.id)`
  return sql`${sql.raw(`'${getTableName(table)}'`)}, ${rows}`
}

/**
 * The complete state of an event `e`. Nulls are stripped: an event has no rows in the details tables of other kinds.
 */
function completeState(): SQL {
  return sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(archivedTables().map(rowsIn), sql`, `)}))`
}

/**
 * Saves the current state of events before a change, for as-of queries. The caller must change the events and append
 * the revisions in the same transaction.
 * @param eventIds UUIDs
 */
export async function saveEventVersions(tx: Database, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await tx.execute(sql`insert into ${eventVersions} (event_id, version, state)
    select e.id, e.version, ${completeState()} from ${events} e where e.id = any(${sql.param(eventIds)}::uuid[])
    on conflict (event_id, version) do update set state = excluded.state`)
}
