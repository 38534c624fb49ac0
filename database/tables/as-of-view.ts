import { getTableColumns, getTableName, sql } from 'drizzle-orm'
import { pgSchema, type PgTable } from 'drizzle-orm/pg-core'
import { columnName } from './columns.ts'

/**
 * The stored state of events as of a moment: one view for each table with data of events, with the
 * same name and columns, declared beside the table.
 * If `as_of` is before `public` in the search path and `dateline.as_of` is set to the moment, every statement reads the
 * event rows of that moment. Actors and places, their names and edges are always the present ones.
 */
export const asOfViews = pgSchema('as_of')

/** The moment that the views show, for SQL. */
export const AS_OF = `current_setting('dateline.as_of')::timestamptz`

/**
 * Combines the current rows of events that have not changed since the moment with the archived rows of events that
 * had another version then. The condition on current rows is outside of the union and is not a join, so that the
 * planner can use any index of the table, as it does in the present.
 */
export function asOfView(table: PgTable) {
  const name = getTableName(table)
  const columns = Object.values(getTableColumns(table)).map(columnName)
  const key = 'eventId' in getTableColumns(table) ? 'event_id' : 'id'
  const columnsOf = (alias: string) => columns.map((column) => `${alias}."${column}"`).join(', ')
  // The event id comes from the table, not from the archived JSON, so that an index can find the events of a query.
  const archived = columns.map((column) => (column === key ? `v.event_id as "${key}"` : `t."${column}"`))
  return asOfViews.view(name, {}).as(
    sql.raw(`select ${columnsOf('u')} from (
      select ${columnsOf('t')}, true as stands from public."${name}" t
      union all select ${archived.join(', ')}, false from public.event_versions v
        join public.revisions r on r.event_id = v.event_id and r.version = v.version
        join public.revisions n on n.event_id = v.event_id and n.version = v.version + 1
        cross join lateral jsonb_populate_recordset(null::public."${name}", v.state -> '${name}') t
        where r.at <= ${AS_OF} and n.at > ${AS_OF}
    ) u where case when u.stands then not exists (
      select 1 from public.revisions n where n.event_id = u."${key}" and n.at > ${AS_OF}) else true end`),
  )
}
