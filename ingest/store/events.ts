import { getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { CopyRows } from '../../database/connection/bulk-load.ts'
import type { Database } from '../../database/database.ts'
import { insertRows } from '../../database/sql/insert.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { deriveEvents } from '../derived/derive.ts'
import { partsInInsertOrder } from '../parts/catalogue.ts'
import type { EventPartTable, PartRows } from '../parts/part.ts'
import type { EventRows } from '../parts/read-events.ts'

/**
 * Inserts new events with all their parts, and their rows in the derived tables.
 * @param tx a transaction in which the rows that the events refer to are stored
 * @param insert inserts rows with the same columns: with COPY, or by default in statements of many rows
 */
export async function storeEvents(
  tx: Database,
  newEvents: readonly EventRows[],
  insert: CopyRows = (table, rows) => insertRows<PgTable>(tx, table, rows as object[]),
): Promise<void> {
  await insert(
    events,
    newEvents.map(({ event }) => event),
  )
  for (const [table, rows] of detailsRows(newEvents.map(({ event, details }) => ({ ...event, details })))) {
    await insert(table, rows)
  }
  for (const { name, table } of partsInInsertOrder()) {
    await insert(
      table,
      newEvents.flatMap(({ parts }) => parts[name] ?? []),
    )
  }
  await deriveEvents(
    tx,
    newEvents.map(({ event }) => event.id),
  )
}

/** The change of the rows of a stored event. */
export interface EventChange {
  /** UUID. */
  id: string
  /** The new columns and details; absent if only parts change. */
  own?: {
    storedKind: string
    /** After the change. */
    kind: string
    columns: Partial<typeof events.$inferInsert>
    details: Record<string, unknown>
  }
  /** New values of columns of an event that is otherwise the same. */
  columns?: Partial<typeof events.$inferInsert>
  /** The parts that are replaced, with their new rows. */
  replaced?: PartRows
}

/**
 * Changes the rows of stored events. The certainty of the events is not changed: see `recomputeCertainty`.
 * @param tx a transaction, within `reviseEvents`
 */
export async function changeEventRows(tx: Database, changes: readonly EventChange[]): Promise<void> {
  const own = changes.flatMap((change) => (change.own ? [{ ...change.own, id: change.id }] : []))
  for (const kind of new Set(own.map(({ storedKind }) => storedKind))) {
    const ids = own.filter(({ storedKind }) => storedKind === kind).map(({ id }) => id)
    if (kind in TYPED_KINDS) await deleteRows(tx, TYPED_KINDS[kind as TypedKindName].details, ids)
  }
  const parts = partsInInsertOrder()
  for (const { name, table } of parts.toReversed()) {
    const ids = changes.filter(({ replaced }) => replaced?.[name]).map(({ id }) => id)
    if (ids.length > 0) await deleteRows(tx, table, ids)
  }
  const columnChanges = changes.flatMap(({ id, columns }) => (columns ? [{ id, columns }] : []))
  for (const { id, columns } of [...own, ...columnChanges]) {
    await tx
      .update(events)
      .set(columns)
      .where(sql`${events.id} = ${id}`)
  }
  for (const [table, rows] of detailsRows(own)) await insertRows<PgTable>(tx, table, rows)
  for (const { name, table } of parts) {
    const replaced = changes.flatMap((change) => change.replaced?.[name] ?? [])
    await insertRows<PgTable>(tx, table, replaced)
  }
}

function deleteRows(tx: Database, table: EventPartTable, ids: readonly string[]) {
  return tx.execute(sql`delete from ${table} where event_id = any(${sql.param(ids)}::uuid[])`)
}

/** The complete rows of the details tables: COPY needs the same columns in all rows. */
function detailsRows(
  drafts: readonly { id: string; kind: string; details: Record<string, unknown> }[],
): [table: PgTable, rows: object[]][] {
  return Object.entries(TYPED_KINDS).flatMap(([kind, { details: table }]): [PgTable, object[]][] => {
    const ofKind = drafts.filter((draft) => draft.kind === kind)
    if (ofKind.length === 0) return []
    const columns = Object.entries(getTableColumns(table)).map(([name, column]) => [name, column.default ?? null])
    const defaults = Object.fromEntries(columns) as object
    return [[table, ofKind.map(({ id, details }) => ({ ...defaults, ...details, eventId: id }))]]
  })
}
