import { and, ne, sql } from 'drizzle-orm'
import type { Database } from '../../database/database.ts'
import { isAmong } from '../../database/sql/among.ts'
import { events } from '../../database/tables/event.ts'
import { feedRows } from '../../database/tables/import.ts'
import { followMerged } from '../../ingest/resolve/stored-ids.ts'
import type { Arriving } from '../feed/batches.ts'
import type { EventDraft } from '../feed/draft.ts'

/** An event, and what is to be done about it. */
export interface Told {
  event: EventDraft
  rows: Arriving[]
}

/** A batch of rows, by what is to be done about them. */
export interface Sorted {
  /** How many say what they said before. */
  unchanged: number
  /** Events that are new. */
  created: Told[]
  /** Events whose first row says something else now, and whether rows that did not come with it tell of them too. */
  corrected: (Told & { hasOthers: boolean })[]
  /** Events that more rows tell of, and which stay what they are. */
  joined: Told[]
}

/**
 * Finds out what is to be done about rows.
 * @param tx a transaction
 * @param datasetId the UUID of their dataset
 * @param rows in the order of the file; a number that comes twice counts as it came last
 */
export const sortOut = async (tx: Database, datasetId: string, rows: readonly Arriving[]): Promise<Sorted> => {
  const arriving = [...new Map(rows.map((row) => [row.row, row])).values()]
  const stored = await storedRows(tx, datasetId, arriving)
  const changed = arriving.filter(({ row, digest }) => stored.byNumber.get(row)?.digest !== digest)
  const told = new Map<string, Arriving[]>()
  for (const row of changed) {
    // An event keeps its id, whatever is corrected in the row that told it first.
    const own = stored.byNumber.get(row.row)?.event ?? row.event.id
    const id = stored.merged.get(own) ?? own
    const others = told.get(id)
    if (others) others.push(row)
    else told.set(id, [row])
  }
  const sorted: Sorted = { unchanged: arriving.length - changed.length, created: [], corrected: [], joined: [] }
  for (const [id, ofId] of told) {
    ofId.sort((one, other) => one.row - other.row)
    const event = join(id, ofId)
    const ofEvent = stored.byEvent.get(id)
    if (stored.others.has(id)) sorted.joined.push({ event, rows: ofId })
    else if (ofEvent === undefined) sorted.created.push({ event, rows: ofId })
    else if (ofId[0]!.row > Math.min(...ofEvent)) sorted.joined.push({ event, rows: ofId })
    else
      sorted.corrected.push({
        event,
        rows: ofId,
        hasOthers: ofEvent.some((row) => !ofId.some((each) => each.row === row)),
      })
  }
  return sorted
}

/** The first row says what the event is; all give their codes, numbers and reports. */
const join = (id: string, rows: readonly Arriving[]): EventDraft => {
  const [{ event }] = rows as readonly [Arriving]
  if (rows.length === 1) return { ...event, id }
  const unique = <Item>(items: Item[]): Item[] => [
    ...new Map(items.map((item) => [JSON.stringify(item), item])).values(),
  ]
  return {
    ...event,
    id,
    codes: unique(rows.flatMap((row) => row.event.codes)),
    externalIds: unique(rows.flatMap((row) => row.event.externalIds)),
    reports: rows.flatMap((row) => row.event.reports),
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

const storedRows = async (tx: Database, datasetId: string, arriving: readonly Arriving[]): Promise<Stored> => {
  const numbers = sql.param(arriving.map(({ row }) => row))
  const { rows: known } =
    (await tx.execute(sql`select row_number::float8 as row, event_id::text as event, digest from ${feedRows}
    where dataset_id = ${datasetId} and row_number = any(${numbers}::bigint[])`)) as unknown as {
      rows: { row: number; event: string; digest: string }[]
    }
  const byNumber = new Map(known.map(({ row, event, digest }) => [row, { event, digest }]))
  const own = new Set([...known.map(({ event }) => event), ...arriving.map(({ event }) => event.id)])
  const merged = await followMerged(tx, events, own)
  const eventIds = new Set([...own, ...merged.values()])
  const others = await othersAmong(tx, datasetId, [
    ...new Set([...known.map(({ event }) => event), ...merged.values()]),
  ])
  const { rows: told } =
    (await tx.execute(sql`select event_id::text as event, array_agg(row_number::float8) as rows from ${feedRows}
    where event_id = any(${sql.param([...eventIds])}::uuid[]) and dataset_id = ${datasetId} group by 1`)) as unknown as {
      rows: { event: string; rows: number[] }[]
    }
  return { byNumber, byEvent: new Map(told.map(({ event, rows }) => [event, rows])), merged, others }
}

const othersAmong = async (tx: Database, datasetId: string, ids: readonly string[]): Promise<Set<string>> => {
  const rows = await tx
    .select({ id: events.id })
    .from(events)
    .where(and(isAmong(events.id, ids), ne(events.datasetId, datasetId)))
  return new Set(rows.map(({ id }) => id))
}
