import { and, ne, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { findErased } from '../../ingest/resolve/erased.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import type { IncomingRow } from '../feed/batches.ts'
import type { EventDraft } from '../feed/draft.ts'
import { partsOfEveryRow } from './event-rows.ts'

/** Incoming rows of one event, and the event that they describe together. */
export interface EventWithRows {
  event: EventDraft
  rows: IncomingRow[]
}

/** Rows of a stored event. */
export interface ChangedEvent extends EventWithRows {
  /**
   * DESCRIBES: one of them is the row with the smallest number, which describes the event. ADDS: they add codings, codes,
   * ids, mentions and locations. FOREIGN: they add to an event of another dataset, which their event was merged into.
   */
  role: 'DESCRIBES' | 'ADDS' | 'FOREIGN'
  /** True if rows that are not in the batch describe the event too. */
  hasOtherRows: boolean
}

/** The rows of a batch by what the import does with them. */
export interface Classification {
  /** The number of rows with the same content as the stored row. */
  unchangedCount: number
  created: EventWithRows[]
  corrected: ChangedEvent[]
  /** Rows that add to a stored event, but do not describe it. */
  merged: ChangedEvent[]
}

/**
 * Classifies rows against the stored rows.
 * @param rows in the order of the file; of several rows with one number the last counts
 */
export async function classifyRows(
  tx: Database,
  datasetId: string,
  rows: readonly IncomingRow[],
): Promise<Classification> {
  const uniqueRows = [...new Map(rows.map((row) => [row.rowNumber, row])).values()]
  const stored = await readStoredRows(tx, datasetId, uniqueRows)
  const eventIdOf = (row: IncomingRow) => stored.byNumber.get(row.rowNumber)?.eventId ?? row.event.id
  const changedRows = uniqueRows.filter(
    (row) => stored.byNumber.get(row.rowNumber)?.digest !== row.digest && !stored.erased.has(eventIdOf(row)),
  )
  const rowsByEvent = new Map<string, IncomingRow[]>()
  for (const row of changedRows) {
    // A stored row keeps its event, even if its new content would give the event another id.
    const ownId = eventIdOf(row)
    const eventId = stored.mergeTargets.get(ownId) ?? ownId
    const eventRows = rowsByEvent.get(eventId)
    if (eventRows) eventRows.push(row)
    else rowsByEvent.set(eventId, [row])
  }
  const classification: Classification = {
    unchangedCount: uniqueRows.length - changedRows.length,
    created: [],
    corrected: [],
    merged: [],
  }
  for (const [eventId, eventRows] of rowsByEvent) {
    eventRows.sort((a, b) => a.rowNumber - b.rowNumber)
    const event = combineRows(eventId, eventRows)
    const firstNumber = Math.min(...eventRows.map(({ rowNumber }) => rowNumber))
    const storedNumbers = stored.byEvent.get(eventId)
    const numbers = new Set(eventRows.map(({ rowNumber }) => rowNumber))
    const hasOtherRows = storedNumbers?.some((number) => !numbers.has(number)) ?? false
    const changed = { event, rows: eventRows, hasOtherRows }
    if (stored.foreignIds.has(eventId)) classification.merged.push({ ...changed, role: 'FOREIGN' })
    else if (storedNumbers === undefined) classification.created.push({ event, rows: eventRows })
    else if (firstNumber > Math.min(...storedNumbers)) classification.merged.push({ ...changed, role: 'ADDS' })
    else classification.corrected.push({ ...changed, role: 'DESCRIBES' })
  }
  return classification
}

/** Combines the rows of an event: the first row describes it; all rows add mentions, and to parts such as codes. */
function combineRows(eventId: string, rows: readonly IncomingRow[]): EventDraft {
  const [first] = rows
  if (first === undefined) throw new Error(`Event ${eventId} has no rows.`)
  if (rows.length === 1) return { ...first.event, id: eventId }
  const drafts: Record<string, unknown>[] = rows.map((row) => ({ ...row.event }))
  const addedParts = partsOfEveryRow().map(({ name }) => [name, unique(drafts.flatMap((draft) => draft[name] ?? []))])
  return {
    ...first.event,
    ...(Object.fromEntries(addedParts) as Partial<EventDraft>),
    id: eventId,
    mentions: rows.flatMap((row) => row.event.mentions),
  }
}

function unique<Item>(items: readonly Item[]): Item[] {
  return [...new Map(items.map((item) => [JSON.stringify(item), item])).values()]
}

interface StoredRows {
  byNumber: Map<number, { eventId: string; digest: string }>
  byEvent: Map<string, number[]>
  mergeTargets: Map<string, string>
  /** Events of other datasets: rows add to them but do not describe them. */
  foreignIds: Set<string>
  /** The erased events; their rows count as unchanged. */
  erased: ReadonlyMap<string, string>
}

async function readStoredRows(tx: Database, datasetId: string, rows: readonly IncomingRow[]): Promise<StoredRows> {
  const rowNumbers = sql.param(rows.map(({ rowNumber }) => rowNumber))
  const storedRows = await readRows<{ rowNumber: number; eventId: string; digest: string }>(
    tx,
    sql`select row_number::float8 as "rowNumber", event_id::text as "eventId", digest from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${rowNumbers}::bigint[])`,
  )
  const storedEventIds = storedRows.map(({ eventId }) => eventId)
  const ownIds = new Set([...storedEventIds, ...rows.map(({ event }) => event.id)])
  const mergeTargets = await followMerges(tx, events, ownIds)
  const foreignIds = await findForeignIds(tx, datasetId, [...new Set([...storedEventIds, ...mergeTargets.values()])])
  const eventIds = sql.param([...new Set([...ownIds, ...mergeTargets.values()])])
  const numbersByEvent = await readRows<{ eventId: string; rowNumbers: number[] }>(
    tx,
    sql`select event_id::text as "eventId", array_agg(row_number::float8) as "rowNumbers" from ${feedRows}
    where event_id = any(${eventIds}::uuid[]) and dataset_id = ${datasetId} group by 1`,
  )
  return {
    byNumber: new Map(storedRows.map(({ rowNumber, eventId, digest }) => [rowNumber, { eventId, digest }])),
    byEvent: new Map(numbersByEvent.map((row) => [row.eventId, row.rowNumbers])),
    mergeTargets,
    foreignIds,
    erased: await findErased(tx, ownIds),
  }
}

async function findForeignIds(tx: Database, datasetId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(inUuids(events.id, ids), ne(events.datasetId, datasetId)))
  return new Set(rows.map(({ id }) => id))
}
