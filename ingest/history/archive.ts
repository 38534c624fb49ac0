import { getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { EVENT_PARTS } from '../../database/tables/event-parts.ts'
import { eventVersions } from '../../database/tables/event-version.ts'
import { events } from '../../database/tables/event.ts'

/** All rows of a table that belong to an event `e`, in one order however they are stored. */
function rowsOf(table: PgTable): SQL {
  const key = sql.identifier(table === events ? 'id' : 'event_id')
  const rows = sql`(select jsonb_agg(to_jsonb(t) order by t) from ${table} t where t.${key} = e.id)`
  return sql`${sql.raw(`'${getTableName(table)}'`)}, ${rows}`
}

/** What an event `e` is, all of it; a kind has no rows in the tables of the others. */
const STATE = sql`jsonb_strip_nulls(jsonb_build_object(${sql.join(EVENT_PARTS.map(rowsOf), sql`, `)}))`

/**
 * Keeps what events are, before they are changed: what was known of them then can still be asked for. Whoever keeps them
 * changes them, and enters that into the history, in the same transaction.
 * @param tx a transaction
 * @param eventIds their UUIDs
 */
export async function saveEventVersions(tx: Database, eventIds: readonly string[]): Promise<void> {
  if (eventIds.length === 0) return
  await tx.execute(sql`insert into ${eventVersions} (event_id, version, state)
    select e.id, e.version, ${STATE} from ${events} e where e.id = any(${sql.param(eventIds)}::uuid[])
    on conflict (event_id, version) do update set state = excluded.state`)
}
