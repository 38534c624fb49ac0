import { getTableColumns, getTableName, sql, type SQL } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { insertJson, updateJson, type JsonRow } from '../../database/sql/json-rows.ts'
import { columnName } from '../../database/tables/columns.ts'
import { TYPED_KINDS } from '../../database/tables/event-kinds.ts'
import { eventVersions } from '../../database/tables/event-version.ts'
import { events } from '../../database/tables/event.ts'
import { archivedTables, EVENT_PARTS, partsInInsertOrder } from '../parts/catalogue.ts'

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

/** The rows of a saved version by the name of the table, without nulls. */
export type SavedState = Record<string, JsonRow[] | undefined>

/** Columns that do not belong to the content of an event. */
const KEPT_COLUMNS = [
  'version',
  'created_at',
  'updated_at',
  'occurred_sort',
  'merged_into_id',
  'mention_count',
  'publisher_count',
  'independent_origin_count',
]

/**
 * Restores fields of an event from a saved version, with the parts that refer to them. Call it within `reviseEvents`.
 * @param id UUID of the event
 * @param fields names of fields of the history
 */
export async function restoreFields(
  tx: Database,
  id: string,
  state: SavedState,
  fields: readonly string[],
): Promise<void> {
  const partNames = EVENT_PARTS.map(({ name }) => name)
  const parts = partsInInsertOrder().filter(({ name, correctedWith }) =>
    [name, ...correctedWith].some((field) => fields.includes(field)),
  )
  for (const { table } of parts.toReversed()) await tx.execute(sql`delete from ${table} where event_id = ${id}`)
  if (fields.some((field) => !partNames.includes(field))) {
    const details = Object.values(TYPED_KINDS).map((kind) => kind.details)
    for (const table of details) await tx.execute(sql`delete from ${table} where event_id = ${id}`)
    const [saved = {}] = state[getTableName(events)] ?? []
    const columns = Object.values(getTableColumns(events))
      .map(columnName)
      .filter((name) => !KEPT_COLUMNS.includes(name))
    await updateJson(tx, events, [Object.fromEntries(columns.map((name) => [name, saved[name] ?? null]))])
    for (const table of details) await insertJson(tx, table, state[getTableName(table)] ?? [])
  }
  for (const { table } of parts) await insertJson(tx, table, state[getTableName(table)] ?? [])
}
