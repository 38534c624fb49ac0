import { and, ne, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { inUuids } from '../../database/sql/conditions.ts'
import { readRows } from '../../database/sql/rows.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { followMerges } from '../../ingest/resolve/stored-ids.ts'
import type { IncomingRow } from '../feed/batches.ts'
import type { EventDraft } from '../feed/draft.ts'

/** An event, and what is to be done about it. */
export interface ClassifiedRow {
  event: EventDraft
  rows: IncomingRow[]
}

/** A batch of rows, by what is to be done about them. */
export interface Classification {
  /** How many say what they said before. */
  unchanged: number
  /** Events that are new. */
  created: ClassifiedRow[]
  /** Events whose first row says something else now, and whether rows that did not come with it tell of them too. */
  corrected: (ClassifiedRow & { hasOthers: boolean })[]
  /** Events that more rows tell of, and which stay what they are. */
  merged: ClassifiedRow[]
}

/**
 * Finds out what is to be done about rows.
 * @param tx a transaction
 * @param datasetId the UUID of their dataset
 * @param rows in the order of the file; a number that comes twice counts as it came last
 */
export async function classifyRows(
  tx: Database,
  datasetId: string,
  rows: readonly IncomingRow[],
): Promise<Classification> {
  const arriving = [...new Map(rows.map((row) => [row.row, row])).values()]
  const stored = await storedRows(tx, datasetId, arriving)
  const changed = arriving.filter(({ row, digest }) => stored.byNumber.get(row)?.digest !== digest)
  const told = new Map<string, IncomingRow[]>()
  for (const row of changed) {
    // An event keeps its id, whatever is corrected in the row that told it first.
    const own = stored.byNumber.get(row.row)?.event ?? row.event.id
    const id = stored.merged.get(own) ?? own
    const others = told.get(id)
    if (others) others.push(row)
    else told.set(id, [row])
  }
  const sorted: Classification = { unchanged: arriving.length - changed.length, created: [], corrected: [], merged: [] }
  for (const [id, ofId] of told) {
    ofId.sort((one, other) => one.row - other.row)
    const event = join(id, ofId)
    const ofEvent = stored.byEvent.get(id)
    if (stored.others.has(id)) sorted.merged.push({ event, rows: ofId })
    else if (ofEvent === undefined) sorted.created.push({ event, rows: ofId })
    else if (ofId[0]!.row > Math.min(...ofEvent)) sorted.merged.push({ event, rows: ofId })
    else
      sorted.corrected.push({
        event,
        rows: ofId,
        hasOthers: ofEvent.some((row) => !ofId.some((each) => each.row === row)),
      })
  }
  return sorted
}

/** The first row says what the event is; all give their codes, numbers and mentions. */
function join(id: string, rows: readonly IncomingRow[]): EventDraft {
  const [{ event }] = rows as readonly [IncomingRow]
  if (rows.length === 1) return { ...event, id }
  const unique = <Item>(items: Item[]): Item[] => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ]
  return {
    ...event,
    id,
    codes: unique(rows.flatMap((row) => row.event.codes)),
    externalIds: unique(rows.flatMap((row) => row.event.externalIds)),
    mentions: rows.flatMap((row) => row.event.mentions),
  }
}

interface Stored {
  byNumber: Map<number, { event: string; digest: string }>
  /** The numbers of all rows that tell of an event. */
  byEvent: Map<string, number[]>
  /** Events that were merged, and what stands for them. */
  merged: Map<string, string>
  /** Of those, the ones that are of another dataset: rows add to them, and say nothing of what they are. */
  others: Set<string>
}

async function storedRows(tx: Database, datasetId: string, arriving: readonly IncomingRow[]): Promise<Stored> {
  const numbers = sql.param(arriving.map(({ row }) => row))
  const known = await readRows<{ row: number; event: string; digest: string }>(
    tx,
    sql`select row_number::float8 as row, event_id::text as event, digest from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${numbers}::bigint[])`,
  )
  const byNumber = new Map(known.map(({ row, event, digest }) => [row, { event, digest }]))
  const own = new Set([...known.map(({ event }) => event), ...arriving.map(({ event }) => event.id)])
  const merged = await followMerges(tx, events, own)
  const eventIds = new Set([...own, ...merged.values()])
  const others = await othersAmong(tx, datasetId, [
    ...new Set([...known.map(({ event }) => event), ...merged.values()]),
  ])
  const told = await readRows<{ event: string; rows: number[] }>(
    tx,
    sql`select event_id::text as event, array_agg(row_number::float8) as rows from ${feedRows}
    where event_id = any(${sql.param([...eventIds])}::uuid[]) and dataset_id = ${datasetId} group by 1`,
  )
  return { byNumber, byEvent: new Map(told.map(({ event, rows }) => [event, rows])), merged, others }
}

async function othersAmong(tx: Database, datasetId: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(inUuids(events.id, ids), ne(events.datasetId, datasetId)))
  return new Set(rows.map(({ id }) => id))
}
