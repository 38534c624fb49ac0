import type { PgTable } from 'drizzle-orm/pg-core'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { TYPED_KINDS, type TypedKindName } from '../../database/tables/event-kinds.ts'
import { events } from '../../database/tables/event.ts'
import { EVENT_PARTS } from './catalogue.ts'
import type { EventPart, EventPartTable, PartRows } from './part.ts'

/** The rows of an event. */
export interface EventRows<Event = typeof events.$inferInsert> {
  event: Event
  /** The columns of the details table of its kind; empty for a kind without details. */
  details: Record<string, unknown>
  parts: PartRows
}

/**
 * Reads the rows of stored events: the only reader of the parts of events, apart from the loaders of the graph.
 * @param ids UUIDs
 * @param parts the parts to read; the default is all
 * @returns the rows by UUID, without an entry for ids that are not stored
 */
export async function readEvents(
  tx: Database,
  ids: readonly string[],
  parts: readonly EventPart[] = EVENT_PARTS,
): Promise<Map<string, EventRows<typeof events.$inferSelect>>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.select().from(events).where(inUuids(events.id, ids))
  const detailsByEvent = new Map<string, Record<string, unknown>>()
  for (const kind of new Set(rows.map((event) => event.kind))) {
    if (!(kind in TYPED_KINDS)) continue
    const { details } = TYPED_KINDS[kind as TypedKindName]
    for (const [id, [row]] of await readByEvent(tx, details, ids)) if (row) detailsByEvent.set(id, row)
  }
  const rowsByPart = new Map<string, Map<string, object[]>>()
  for (const part of parts) rowsByPart.set(part.name, await readByEvent(tx, part.table, ids, part.ordinal))
  return new Map(
    rows.map((event) => {
      const eventParts = [...rowsByPart].map(([name, rowsByEvent]) => [name, rowsByEvent.get(event.id) ?? []])
      const details = detailsByEvent.get(event.id) ?? {}
      return [event.id, { event, details, parts: Object.fromEntries(eventParts) as PartRows }]
    }),
  )
}

async function readByEvent(
  tx: Database,
  table: EventPartTable,
  ids: readonly string[],
  ordinal?: EventPart['ordinal'],
): Promise<Map<string, Record<string, unknown>[]>> {
  const rows = (await tx
    .select()
    .from(table as PgTable)
    .where(inUuids(table.eventId, ids))
    .orderBy(...(ordinal ? [ordinal] : []))) as (Record<string, unknown> & { eventId: string })[]
  const rowsByEvent = new Map<string, Record<string, unknown>[]>()
  for (const row of rows) {
    const eventRows = rowsByEvent.get(row.eventId)
    if (eventRows) eventRows.push(row)
    else rowsByEvent.set(row.eventId, [row])
  }
  return rowsByEvent
}
